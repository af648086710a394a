import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearest, ServiceError } from '@planqk-service/core/errors';
import { cachedStarters } from '../cache/cached-starters.ts';
import { builtInStarters } from './builtin.ts';
import { folderStarters } from './folder.ts';
import { installedStarters } from './installed.ts';
import { loadStarter } from './load-starter.ts';
import { remoteStarters } from './remote-starters.ts';
import type { SourceWorld, StarterSource } from './source.ts';
import type { Starter } from './starter.ts';

/** The sources of a plain installation, asked in this order: what is here before what has to be fetched. */
export function defaultSources(): readonly StarterSource[] {
  return [folderStarters, builtInStarters(), cachedStarters, installedStarters, remoteStarters];
}

/**
 * Finds and loads the starter that `spec` means: a folder, a built-in id, one that was added or fetched before, an
 * installed package, or a tarball, a package with its version or a git address, which is fetched.
 *
 * @throws ServiceError `STARTER_UNKNOWN` when no source claims `spec`; lists the known ids and the nearest.
 * @throws ServiceError `STARTER_INVALID`, `STARTER_API_VERSION`, `STARTER_TOO_LARGE` when the starter is broken; with
 * one that is fetched also the other errors of starters.
 */
export async function resolveStarter(
  spec: string,
  world: SourceWorld,
  sources: readonly StarterSource[] = defaultSources(),
): Promise<Starter> {
  for (const source of sources) {
    const located = await source.locate(spec, world);
    if (located !== undefined) return loadStarter(located.dir, located.origin);
  }
  const known = [...new Set(sources.flatMap((source) => source.ids(world)))];
  const isFolder = existsSync(join(world.cwd, spec, 'starter.json'));
  throw new ServiceError('STARTER_UNKNOWN', {
    starter: spec,
    known,
    nearest: isFolder ? `./${spec}` : nearest(spec, known),
  });
}
