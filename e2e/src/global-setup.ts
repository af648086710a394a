import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startBin } from './bins.ts';
import { finish } from './command.ts';
import { clientOf, removeImages } from './containers.ts';
import { provideEngine } from './engines.ts';
import { packAll, type Tarball } from './packages.ts';
import { type Build, type Engine, engines, type Starter, type Suite, starters } from './shared.ts';
import { provideTools } from './toolchains.ts';

type Base = Pick<Suite, 'id' | 'folder' | 'installation' | 'hosts' | 'tools'>;

let leave: (() => Promise<void>) | undefined;

/** Packs, installs, scaffolds and builds, once for all test files. */
export async function setup(project: TestProject): Promise<void> {
  const id = randomBytes(3).toString('hex');
  const folder = await mkdtemp(join(tmpdir(), 'planqk é2e '));
  // Tests run the bins as other users too.
  await chmod(folder, 0o755);
  leave = () => rm(folder, { recursive: true, force: true });

  const [{ tarballs, installation }, docker, podman] = await Promise.all([
    timed('packed and installed', () => packAndInstall(folder)),
    timed('docker', () => provideEngine('docker')),
    timed('podman', () => provideEngine('podman')),
  ]);
  const hosts = { docker, podman };
  const client = 'address' in docker ? clientOf(docker.address) : undefined;
  const tools = await timed('tool chains', () => provideTools(client));
  const base: Base = { id, folder, installation, hosts, tools };
  leave = async () => {
    const reached = Object.values(hosts).filter((host) => 'address' in host);
    for (const { address } of reached) {
      // Containers of tests that failed: they would keep their images.
      await startBin(base, 'planqk-service', ['doctor'], { env: { DOCKER_HOST: address } }).ended;
      await removeImages(clientOf(address), `/e2e-${id}-`);
    }
    await rm(folder, { recursive: true, force: true });
  };

  const projects = await timed('scaffolded', () => scaffoldAll(base));
  const builds = await timed('built', () => buildAll(base, projects));
  project.provide('suite', { ...base, tarballs, projects, builds });
}

export async function teardown(): Promise<void> {
  await leave?.();
}

async function packAndInstall(folder: string): Promise<{ tarballs: Tarball[]; installation: string }> {
  const packed = join(folder, 'packed');
  const installation = join(folder, 'installed');
  await Promise.all([packed, installation].map((dir) => mkdir(dir)));
  const tarballs = await packAll(packed);
  await writeFile(join(installation, 'package.json'), '{ "private": true }\n');
  const files = tarballs.map(({ file }) => file);
  const npm = ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...files];
  // npm needs whatever this machine says of proxies and certificates.
  await finish(npm, { cwd: installation, env: process.env });
  return { tarballs, installation };
}

async function scaffoldAll(base: Base): Promise<Suite['projects']> {
  const scaffold = async (starter: Starter) => {
    const dir = join(base.folder, `${starter} ☂ service`);
    const withoutParams = `${dir} without params`;
    const args = [dir, '--starter', starter, '--name', `e2e-${base.id}-${starter}`, '--yes'];
    const { exitCode, stderr } = await startBin(base, 'create-planqk-service', args).ended;
    if (exitCode !== 0) throw new Error(`create-planqk-service ${args.join(' ')} ended with ${exitCode}:\n${stderr}`);
    await cp(dir, withoutParams, { recursive: true });
    await rm(join(withoutParams, 'input', 'params.json'));
    return [starter, { dir, withoutParams }] as const;
  };
  return Object.fromEntries(await Promise.all(starters.map(scaffold))) as Suite['projects'];
}

/** One build after the other on each engine; a failure is for the tests to tell. */
async function buildAll(base: Base, projects: Suite['projects']): Promise<Build[]> {
  const builds = engines.map(async (engine) => {
    const done: Build[] = [];
    for (const starter of starters) {
      if (cannotRun(base, engine, starter) === undefined)
        done.push(await build(base, engine, starter, projects[starter].dir));
    }
    return done;
  });
  return (await Promise.all(builds)).flat();
}

async function build(base: Base, engine: Engine, starter: Starter, dir: string): Promise<Build> {
  const begun = performance.now();
  const host = engine === 'process' ? undefined : base.hosts[engine];
  const args = engine === 'process' ? ['--engine', 'process'] : [];
  const env = host && 'address' in host ? { DOCKER_HOST: host.address } : {};
  const { exitCode, stderr } = await startBin(base, 'planqk-service', ['build', dir, ...args], { env }).ended;
  return { starter, engine, exitCode, output: stderr, seconds: (performance.now() - begun) / 1_000 };
}

function cannotRun({ hosts, tools }: Base, engine: Engine, starter: Starter): string | undefined {
  if (engine === 'process') return tools.missing[starter];
  const host = hosts[engine];
  return 'missing' in host ? host.missing : undefined;
}

async function timed<T>(what: string, action: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await action();
  console.error(`e2e: ${what} after ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
  return result;
}
