// What the figures need: the packed packages, installed as a user would, and an engine with two tiny services. All of
// it is in one temporary folder and two images, which go with the session.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureEngine, ensureImages } from '../scripts/engine/index.mjs';
import { describeEngine } from './machine.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
const baseImage = 'debian:trixie-slim';
const resultLine = 'PlanQK:Job:Result: 1';
// 100 bytes with the line break.
const logLine = '2026-01-01T00:00:00.000Z INFO sampler: step 1234567 energy=-1.1372838 variance=0.001234 shots=81920';

/** Shell commands that are services. */
const services = {
  job: `echo ${resultLine}`,
  log: `yes ${logLine} | head -n 3000000; echo ${resultLine}`,
};

/** @param needsEngine whether to find or start one; where there is none, `engine` is undefined */
export async function openSession({ needsEngine, log }) {
  await using opened = new AsyncDisposableStack();
  const dir = mkdtempSync(join(tmpdir(), 'planqk-service-bench-'));
  opened.defer(() => rmSync(dir, { recursive: true, force: true }));
  const packages = installPackages(dir, log);
  const engine = needsEngine ? await ensureEngine({ log }) : undefined;
  if (engine) await ensureImages({ env: engine.env, log });
  setEnvironment(dir, engine?.env);
  const session = { ...programs(dir, packages), ...(await libraries(packages)), images: {} };
  if (engine) {
    opened.defer(() => removeImages(session.images));
    buildImages(session.images, log);
    session.runner = opened.use(await session.createRunner());
    session.engine = describeEngine();
  }
  const kept = opened.move();
  /** What a figure has opened ends with the session, before what it needs. */
  const defer = (close) => kept.defer(close);
  return { ...session, defer, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

function installPackages(dir, log) {
  const unbuilt = ['core', 'starter-kit', 'runner', 'server', 'bundle', 'cli', 'create-planqk-service'].filter(
    (name) => !existsSync(join(root, 'packages', name, 'dist')),
  );
  if (unbuilt.length > 0) throw new Error(`not built: ${unbuilt.join(', ')}. Run: npx turbo run build`);
  log('packing and installing the packages');
  const tarballs = join(dir, 'tarballs');
  const packages = join(dir, 'packages');
  mkdirSync(packages);
  const published = ['--filter', './packages/*', '--filter', './starters/*'];
  execute(process.execPath, [pnpm(), '-r', ...published, 'pack', '--pack-destination', tarballs], root);
  writeFileSync(join(packages, 'package.json'), '{ "private": true }\n');
  execute(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      ...globSync(join(tarballs, '*.tgz')),
    ],
    packages,
  );
  return packages;
}

/** The pnpm that started this, or the one that scripts/bootstrap.mjs has installed. */
function pnpm() {
  const installed = globSync(join(root, '.cache/pnpm*/node_modules/pnpm/bin/pnpm.mjs'));
  const found = [process.env.npm_execpath, ...installed].find((path) => /pnpm\.[cm]?js$/.test(path ?? ''));
  if (found === undefined) throw new Error('pnpm was not found. Run: pnpm bench');
  return found;
}

/**
 * The same few variables for both sides: what a package manager or a developer's shell adds (NODE_OPTIONS, npm_…) costs
 * time. The temporary folder is ours, so that the compile cache is new in each session and leaves with it.
 */
function setEnvironment(dir, engineEnv) {
  const kept = { PATH: process.env.PATH, LANG: 'C.UTF-8', ...engineEnv };
  for (const name of Object.keys(process.env)) delete process.env[name];
  mkdirSync(join(dir, 'tmp'));
  Object.assign(process.env, kept, { HOME: homedir(), TMPDIR: join(dir, 'tmp') });
}

function buildImages(images, log) {
  log('building the images');
  for (const [name, command] of Object.entries(services)) {
    const tag = `planqk-service-bench-${process.pid}:${name}`;
    const dockerfile = `FROM ${baseImage}\nCMD ${JSON.stringify(['sh', '-c', command])}\n`;
    // The classic builder needs no plugin of the client.
    execute('docker', ['build', '--tag', tag, '-'], root, { input: dockerfile, env: { DOCKER_BUILDKIT: '0' } });
    images[name] = tag;
  }
}

function removeImages(images) {
  for (const tag of Object.values(images)) {
    const containers = execute('docker', ['ps', '--all', '--quiet', '--filter', `ancestor=${tag}`], root);
    for (const id of containers.split('\n').filter(Boolean)) execute('docker', ['rm', '--force', id], root);
    execute('docker', ['rmi', '--force', tag], root);
  }
}

function programs(dir, packages) {
  const bins = Object.fromEntries(
    ['planqk-service', 'create-planqk-service'].map((name) => {
      const folder = join(packages, 'node_modules', name);
      return [name, join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin[name])];
    }),
  );
  let count = 0;
  const freshPath = () => join(dir, 'tmp', `service-${count++}`);
  return { node: process.execPath, packages, bins, freshPath };
}

async function libraries(packages) {
  const { resolve } = createRequire(join(packages, 'package.json'));
  const load = (name) => import(pathToFileURL(resolve(name)));
  const { OutputReader, JsonText, createInput, inferSchema } = await load('@planqk-service/core');
  const { createRunner } = await load('@planqk-service/runner');
  return { OutputReader, JsonText, createInput, createRunner, inferSchema };
}

function execute(command, args, cwd, { input, env } = {}) {
  try {
    return execFileSync(command, args, {
      cwd,
      input,
      env: { ...process.env, ...env },
      stdio: 'pipe',
      encoding: 'utf8',
    });
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')}\n${error.stderr || error.stdout || error.message}`);
  }
}
