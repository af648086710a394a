import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A named engine of the Docker client's configuration. */
export interface DockerContext {
  readonly name: string;
  readonly address: string;
  readonly tlsDir?: string;
}

/**
 * Name of the context that `docker context use` chose, or undefined for the default one.
 *
 * @param configDir the Docker client's folder, usually `~/.docker`
 */
export function currentContextName(configDir: string): string | undefined {
  const config = readJson(join(configDir, 'config.json')) as { currentContext?: string } | undefined;
  return config?.currentContext === 'default' ? undefined : config?.currentContext || undefined;
}

/** The context called `name`, or undefined when the Docker client knows none of that name. */
export function readContext(configDir: string, name: string): DockerContext | undefined {
  // The client names the folders by the SHA-256 of the context's name.
  const id = createHash('sha256').update(name).digest('hex');
  const meta = readJson(join(configDir, 'contexts', 'meta', id, 'meta.json')) as
    | { Endpoints?: { docker?: { Host?: string } } }
    | undefined;
  const address = meta?.Endpoints?.docker?.Host;
  if (address === undefined) return undefined;
  const tlsDir = join(configDir, 'contexts', 'tls', id, 'docker');
  return { name, address, ...(existsSync(tlsDir) && { tlsDir }) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Absent or broken: the engine can still be found in the other ways, and Docker's own client reports it.
    return undefined;
  }
}
