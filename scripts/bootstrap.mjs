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
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const pnpmFolder = join('.cache', packageManager.replace('@', '-'));
const bins = [join(root, 'node_modules', '.bin'), join(root, pnpmFolder, 'node_modules', '.bin')];

const [task, ...args] = process.argv.slice(2);
if (task === undefined) fail('Name a task: demo, generate or verify.', 2);
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node 20 or newer is needed; this is ${process.version}.`, 2);
}
installPnpm();
installDependencies();
process.exitCode = run('node', [`scripts/${task}.mjs`, ...args]);

/** The pnpm of `packageManager`, in a folder of this repository; what is installed on the machine stays untouched. */
function installPnpm() {
  if (existsSync(join(root, pnpmFolder, 'node_modules', 'pnpm', 'package.json'))) return;
  console.error(`Installing ${packageManager} ...`);
  mkdirSync(join(root, pnpmFolder), { recursive: true });
  const install = ['install', '--prefix', pnpmFolder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run('npm', [...install, packageManager]) !== 0) {
    fail(`npm could not install ${packageManager}. Is the npm registry reachable?`, 1);
  }
}

function installDependencies() {
  const stamp = join(root, 'node_modules', '.installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing the dependencies ...');
  if (run('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=error']) !== 0) {
    fail('pnpm could not install the dependencies.', 1);
  }
  writeFileSync(stamp, lock);
}

/** Commands are named, never given by path: on Windows they are .cmd files, which only a shell can start. */
function run(command, argv) {
  const { status, error } = spawnSync(command, argv, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      PATH: [...bins, process.env.PATH].join(delimiter),
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
