// The whole way in one command: a service from the Python starter, built and run in a real container.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withEngines } from './lib/with-engines.mjs';
import { root, run } from './lib/workspace.mjs';

const create = join(root, 'packages/create-planqk-service/bin/create-planqk-service.cjs');
const cli = join(root, 'packages/cli/bin/planqk-service.cjs');

process.exitCode = build() || (await demonstrate());

function build() {
  say('Building the packages ...');
  return run('turbo', ['run', 'build', '--output-logs=errors-only'], { stdio: ['ignore', 2, 2] });
}

async function demonstrate() {
  const folder = mkdtempSync(join(tmpdir(), 'planqk-service-demo-'));
  const service = join(folder, 'ghz-sampler');
  try {
    say('Creating a service from the Python starter ...');
    const created = run(process.execPath, [create, service, '--starter', 'python', '--yes', '--no-git']);
    if (created !== 0 || !existsSync(service)) return created || 1;
    return await withEngines(async (env) => runService(service, env), { podman: false });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runService(service, env) {
  const engine =
    env.DOCKER_HOST === undefined && run(process.execPath, [cli, 'doctor', service], { env }) === 9
      ? 'process'
      : 'docker';
  if (engine === 'process') say('No container engine can be had here: running the service as a plain process instead.');
  else run(process.execPath, [cli, 'doctor', service], { env });
  say('Building and running it on its sample input ...');
  return run(process.execPath, [cli, 'run', service, '--engine', engine], { env });
}

function say(text) {
  console.error(`\n== ${text}`);
}
