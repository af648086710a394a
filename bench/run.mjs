// Every figure we claim, side by side with what a user would run instead, from packed and installed packages.
//
//   node bench/run.mjs [name ...] [--runs N] [--json] [--write]
//
// Runs on the pinned Node whatever starts it: figures of two versions must not be mixed. The real executable, as a
// package manager may have put a script before it.
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const shim = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
const pinned = execFileSync(shim, ['-p', 'process.execPath'], { encoding: 'utf8' }).trim();
if (process.execPath === pinned) await import('./main.mjs');
else process.exitCode = spawnSync(pinned, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1;
