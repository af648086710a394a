// Debian packages unpacked into a folder of ours: nothing gets installed on the system.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run, tryRun } from './exec.mjs';
import { cacheDir, makeDir } from './paths.mjs';

const unsandboxed = ['-o', 'APT::Sandbox::User=root'];

export async function debianLike() {
  return Boolean(await tryRun('apt-get', ['--version'])) && Boolean(await tryRun('dpkg', ['--version']));
}

/** Downloads and unpacks the packages with whatever they need that the machine lacks. */
export async function unpackedPackages(set, names, log) {
  const root = join(cacheDir, 'packages', set);
  if (existsSync(root)) return root;
  makeDir(join(cacheDir, 'packages'));
  const work = await mkdtemp(join(cacheDir, 'packages', `.${set}-`));
  try {
    const wanted = await absentPackages(names);
    log(`downloading ${wanted.join(' ')}`);
    const debs = await mkdir(join(work, 'debs'), { recursive: true });
    await download(wanted, debs, log);
    const tree = join(work, 'tree');
    await mkdir(tree);
    for (const deb of readdirSync(debs)) await run('dpkg', ['-x', join(debs, deb), tree]);
    await linkAlternatives(tree);
    await moveLinkerScripts(tree, root);
    await rename(tree, root);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return root;
}

/** The version of a package that would be installed; undefined where there is none. */
export async function candidateVersion(name) {
  const ask = ['policy', name];
  const candidate = (text) => /Candidate: (?!\(none\))(\S+)/.exec(text)?.[1];
  return candidate(await run('apt-cache', ask)) ?? candidate(await run('apt-cache', await updated(ask)));
}

// A line "Inst name [old version] (new version …" is an update of a package that is there already.
async function absentPackages(names) {
  const plan = ['install', '--simulate', '--no-install-recommends', ...names];
  const output = (await tryRun('apt-get', plan)) ?? (await run('apt-get', await updated(plan)));
  return [...output.matchAll(/^Inst (\S+) \(/gm)].map((match) => match[1]);
}

async function updated(plan) {
  await run('apt-get', ['update', '--quiet']);
  return plan;
}

async function download(names, cwd, log) {
  if (names.length === 0) return;
  const args = ['download', '--quiet', ...unsandboxed, ...names];
  try {
    await run('apt-get', args, { cwd });
  } catch {
    log('the package lists look outdated: apt-get update');
    await run('apt-get', await updated(args), { cwd });
  }
}

// Package scripts do not run here, and it is one of them that gives the programs these names.
async function linkAlternatives(tree) {
  const bin = join(tree, 'usr', 'bin');
  if (existsSync(join(bin, 'gcc'))) await symlink('gcc', join(bin, 'cc'));
  const sbin = join(tree, 'usr', 'sbin');
  if (!existsSync(join(sbin, 'iptables-nft'))) return;
  for (const name of ['iptables', 'ip6tables'])
    for (const part of ['', '-save', '-restore']) await symlink(`${name}-nft${part}`, join(sbin, `${name}${part}`));
}

// Text files that name by absolute paths what is to be linked. What is in /lib is on every machine.
async function moveLinkerScripts(tree, root) {
  const scripts = librariesOf(tree).flatMap((folder) => ['libc.so', 'libm.so'].map((name) => join(folder, name)));
  for (const script of scripts.filter(existsSync)) {
    const text = await readFile(script, 'utf8');
    const moved = text.replaceAll(/(?<= )\/usr\/lib\S+/g, (path) => `"${root}${path}"`);
    await writeFile(script, moved);
  }
}

/** The environment in which programs of unpacked packages find each other and their libraries. */
export function environmentOf(root) {
  const libraries = librariesOf(root);
  const xtables = libraries.map((path) => join(path, 'xtables')).find(existsSync);
  return {
    ...process.env,
    PATH: [...binaryDirs(root), process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter),
    LD_LIBRARY_PATH: libraries.join(delimiter),
    ...(xtables && { XTABLES_LIBDIR: xtables }),
  };
}

function librariesOf(root) {
  return ['lib', 'usr/lib'].flatMap((lib) =>
    (existsSync(join(root, lib)) ? readdirSync(join(root, lib)) : [])
      .filter((name) => /-linux-gnu\w*$/.test(name))
      .map((name) => join(root, lib, name)),
  );
}

export function binaryDirs(root) {
  return ['usr/bin', 'usr/sbin', 'bin', 'sbin'].map((dir) => join(root, dir)).filter(existsSync);
}

/** The path of a program: an unpacked one first, then the system's. */
export function findProgram(root, ...names) {
  const dirs = [...binaryDirs(root), ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return names.flatMap((name) => dirs.map((dir) => join(dir, name))).find(existsSync);
}
