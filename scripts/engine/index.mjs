// What other scripts may use of the development engines.
import { debianLike } from './debs.mjs';
import * as docker from './docker.mjs';
import { findEngine } from './find.mjs';
import { endpointOf, ping } from './http.mjs';
import { locked } from './lock.mjs';
import * as podman from './podman.mjs';

export { ensureImages } from './images.mjs';

export const engines = { docker, podman };

/** The engine of that kind that is in use, without starting any. */
export async function currentEngine(kind = 'docker') {
  const own = engines[kind].host;
  const found = await findEngine(kind);
  if (found && found !== own) return described(found, 'found');
  return (await ping(own)) ? described(own, 'private') : undefined;
}

export const ensureEngine = ({ log = console.error } = {}) => ensure('docker', log);
export const ensurePodman = ({ log = console.error } = {}) => ensure('podman', log);

/** A usable engine: one that is there, else a private one. Undefined, with the reason logged, if neither. */
async function ensure(kind, log) {
  const current = await currentEngine(kind);
  if (current) return current;
  const obstacle = await obstacleToPrivate();
  if (obstacle) {
    log(`no ${kind} engine answers, and a private one cannot be started: ${obstacle}`);
    return undefined;
  }
  try {
    return await locked(kind, async () => {
      if (!(await ping(engines[kind].host))) await engines[kind].start(log);
      return described(engines[kind].host, 'private');
    });
  } catch (error) {
    log(`the private ${kind} engine did not start: ${error.message}`);
    return undefined;
  }
}

async function obstacleToPrivate() {
  if (process.platform !== 'linux') return 'this is not Linux';
  if (process.getuid() !== 0) return 'that needs root';
  if (!(await debianLike())) return 'that needs apt-get and dpkg';
  return undefined;
}

function described(host, origin) {
  return { env: { DOCKER_HOST: host }, origin, socket: endpointOf(host).socketPath };
}
