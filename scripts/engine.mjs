// The command line of the development engines: node scripts/engine.mjs <command>.
import { rm, rmdir } from 'node:fs/promises';
import { currentEngine, engines, ensureEngine, ensureImages, ensurePodman } from './engine/index.mjs';
import { locked } from './engine/lock.mjs';
import { runDir } from './engine/paths.mjs';
import { statusOf, statusText } from './engine/status.mjs';

const usage = `usage: node scripts/engine.mjs <command>
  up [docker|podman]              find or start an engine
  images [docker|podman]          up, and make sure that it has the base images
  env [docker|podman]             print the variables that point to the engine in use
  status [--json]                 what is found and running
  down [docker|podman] [--purge]  end the private engine; --purge also removes its data`;

const log = (line) => console.error(line);
const ensure = { docker: ensureEngine, podman: ensurePodman };

async function up(kind) {
  const engine = await ensure[kind]({ log });
  if (engine) log(`${kind}: ${engine.origin} engine at ${engine.env.DOCKER_HOST}`);
  else process.exitCode = 1;
  return engine;
}

const commands = {
  up,
  async images(kind) {
    const engine = await up(kind);
    if (engine) await ensureImages({ env: engine.env, kind, log });
  },
  async env(kind) {
    const engine = await currentEngine(kind);
    if (engine) return console.log(`DOCKER_HOST=${engine.env.DOCKER_HOST}`);
    log(`no ${kind} engine is up: node scripts/engine.mjs up ${kind}`);
    process.exitCode = 1;
  },
  async status(_kind, flags) {
    const status = await statusOf();
    console.log(flags.includes('--json') ? JSON.stringify(status, null, 2) : statusText(status));
  },
  async down(kind, flags) {
    await locked(kind, async () => {
      log((await engines[kind].stop()) ? `${kind}: ended` : `${kind}: no private engine was running`);
      if (flags.includes('--purge')) await rm(engines[kind].layout.data, { recursive: true, force: true });
    });
    // Still in use by the other engine if it is not empty.
    await rmdir(runDir).catch(() => {});
  },
};

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const [command, kind = 'docker'] = words;
const known = Object.hasOwn(commands, command ?? '') && Object.hasOwn(ensure, kind) && words.length < 3;
if (!known || flags.some((flag) => !['--json', '--purge'].includes(flag))) {
  log(usage);
  process.exitCode = 2;
} else {
  await commands[command](kind, flags).catch((error) => {
    log(error.message);
    process.exitCode = 1;
  });
}
