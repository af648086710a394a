// Engines that are there already.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { endpointOf, ping } from './http.mjs';

const runtimeDir = process.env.XDG_RUNTIME_DIR;

function dockerCandidates() {
  return [
    process.env.DOCKER_HOST,
    contextHost(),
    'unix:///var/run/docker.sock',
    runtimeDir && `unix://${runtimeDir}/docker.sock`,
    `unix://${homedir()}/.docker/run/docker.sock`,
  ];
}

function podmanCandidates() {
  return [
    process.env.CONTAINER_HOST,
    process.env.DOCKER_HOST,
    'unix:///run/podman/podman.sock',
    runtimeDir && `unix://${runtimeDir}/podman/podman.sock`,
  ];
}

/** The address of the first engine that answers. Podman counts as Docker where DOCKER_HOST says so. */
export async function findEngine(kind) {
  const candidates = kind === 'podman' ? podmanCandidates() : dockerCandidates();
  for (const host of new Set(candidates.filter(Boolean))) {
    if (!endpointOf(host)) continue;
    const answer = await ping(host);
    if (answer && (kind === 'docker' || answer.kind === 'podman')) return host;
  }
  return undefined;
}

// Read from the client's files, as asking the client takes far longer.
function contextHost() {
  const dir = process.env.DOCKER_CONFIG || join(homedir(), '.docker');
  try {
    const name =
      process.env.DOCKER_CONTEXT || JSON.parse(readFileSync(join(dir, 'config.json'), 'utf8')).currentContext;
    if (!name || name === 'default') return undefined;
    const id = createHash('sha256').update(name).digest('hex');
    const meta = JSON.parse(readFileSync(join(dir, 'contexts', 'meta', id, 'meta.json'), 'utf8'));
    return meta.Endpoints.docker.Host;
  } catch {
    return undefined;
  }
}
