// Brings what this repository needs and no machine has: the pinned pnpm, the dependencies and Node 24. Runs on any
// Node >= 20 with npm, without dependencies.
//
//   node scripts/bootstrap.mjs <task> [argument ...]     then runs scripts/<task>.mjs on the pinned Node
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache');
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

const [task, ...args] = process.argv.slice(2);
if (task === undefined) fail('Name a task: demo or verify.', 2);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node 20 or newer is needed; this is ${process.version}.`, 2);

const pnpm = ensurePnpm();
installDependencies(pnpm);
const node = join(bin, windows ? 'node.exe' : 'node');
process.exitCode = run(existsSync(node) ? node : join(bin, 'node'), [join(root, 'scripts', `${task}.mjs`), ...args]);

/** The pnpm of `packageManager`, in a folder of this repository; what is installed on the machine stays untouched. */
function ensurePnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = join(cache, packageManager.replace('@', '-'));
  const entry = join(folder, 'node_modules', 'pnpm', 'bin', 'pnpm.mjs');
  const script = existsSync(entry) ? entry : join(folder, 'node_modules', '.bin', windows ? 'pnpm.cmd' : 'pnpm');
  if (!existsSync(script)) {
    console.error(`Installing ${packageManager} ...`);
    mkdirSync(folder, { recursive: true });
    const status = run('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', packageManager]);
    if (status !== 0) fail(`npm could not install ${packageManager}. Is the npm registry reachable?`, 1);
  }
  return join(folder, 'node_modules', '.bin', windows ? 'pnpm.cmd' : 'pnpm');
}

function installDependencies(command) {
  const stamp = join(cache, 'installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(bin)) return;
  console.error('Installing the dependencies ...');
  if (run(command, ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=error']) !== 0) {
    fail('pnpm could not install the dependencies.', 1);
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, lock);
}

function run(command, argv) {
  const { status, error } = spawnSync(command, argv, {
    cwd: root,
    stdio: 'inherit',
    // npm and pnpm are .cmd files on Windows, which only a shell can start.
    shell: windows && !command.endsWith('.exe'),
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      npm_config_update_notifier: 'false',
    },
  });
  if (error) console.error(error.message);
  return status ?? 1;
}

function fail(message, exitCode) {
  console.error(message);
  process.exit(exitCode);
}
