// A Chromium for tests in a real browser.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { debianLike } from '../engine/debs.mjs';
import { run } from '../engine/exec.mjs';
import { locked } from '../engine/lock.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a browser that is there: `CHROMIUM_PATH`, else what `PATH` and the usual places have. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const dirs = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...names.flatMap((name) => dirs.map((dir) => join(dir, name))), ...places].find(existsSync);
}

/**
 * A browser that is there, else Debian's package. Undefined, with the reason logged, where neither can be had.
 * The package is installed on the system, and said so: a browser's hundred libraries, fonts and settings do not run out of
 * a folder as the engines of `scripts/engine` do.
 */
export async function ensureChromium({ log = console.error } = {}) {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.platform !== 'linux' || process.getuid() !== 0 || !(await debianLike())) {
    log('no Chromium was found, and it can be installed only as root on Debian: set CHROMIUM_PATH to a browser');
    return undefined;
  }
  return await locked('chromium', async () => {
    const meanwhile = findChromium();
    if (meanwhile !== undefined) return meanwhile;
    log('INSTALLING ON THIS SYSTEM: apt-get install chromium');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
    try {
      await run('apt-get', install, { env });
    } catch {
      log('the package lists look outdated: apt-get update');
      await run('apt-get', ['update', '--quiet'], { env });
      await run('apt-get', install, { env });
    }
    return findChromium();
  });
}
