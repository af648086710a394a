// Where the private engines of this clone keep things.
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repo = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));

/** Differs between clones, so that they never share a socket, a bridge or a container store. */
export const cloneId = createHash('sha256').update(repo).digest('hex').slice(0, 8);

export const cacheDir = join(repo, '.cache', 'engine');

/** Short on purpose: a unix socket's path may have no more than 107 characters. */
export const runDir = join(writable('/run') ? '/run' : tmpdir(), `planqk-service-dev-${cloneId}`);

/** Shared by all clones of one user; everything in it can be made again. */
export const machineCacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'planqk-service-dev');

export function layoutOf(kind) {
  return {
    data: join(cacheDir, kind),
    run: join(runDir, kind),
    socket: join(runDir, `${kind}.sock`),
    pidfile: join(runDir, `${kind}.pid`),
    log: join(cacheDir, `${kind}.log`),
  };
}

export function makeDir(path) {
  mkdirSync(path, { recursive: true });
  return path;
}

function writable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
