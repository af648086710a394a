// The base of all stand-ins: a minimal Debian tree, made by debootstrap.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackedPackages } from './debs.mjs';
import { run } from './exec.mjs';
import { cacheDir, makeDir } from './paths.mjs';
import { unmountUnder } from './processes.mjs';
import { standInLabel } from './recipes.mjs';
import { importTree } from './store.mjs';

export async function bootstrap(host, { image, suite, changes }, log) {
  const tool = await unpackedPackages('debootstrap', ['debootstrap'], log);
  const work = await mkdtemp(join(makeDir(cacheDir), 'tree-'));
  const tree = join(work, 'root');
  try {
    log(`${image}: debootstrap ${suite}`);
    await mkdir(tree);
    await run(
      join(tool, 'usr', 'sbin', 'debootstrap'),
      ['--variant=minbase', '--include=ca-certificates', suite, tree, await mirror()],
      { env: { ...process.env, DEBOOTSTRAP_DIR: join(tool, 'usr', 'share', 'debootstrap') } },
    );
    const release = await readFile(join(tree, 'etc', 'os-release'), 'utf8');
    if (!release.includes(`VERSION_CODENAME=${suite}\n`))
      throw new Error(`the tree is not Debian ${suite}:\n${release}`);
    await trim(tree);
    await configure(tree);
    const tar = spawn('tar', ['--numeric-owner', '-C', tree, '-c', '.'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => tar.on('close', resolve));
    await importTree(host, image, tar.stdout, [`LABEL ${standInLabel}=true`, ...changes]);
    if ((await ended) !== 0) throw new Error('tar could not read the whole tree');
  } finally {
    await unmountUnder([work]);
    await rm(work, { recursive: true, force: true });
  }
}

/** Where this machine gets Debian from. */
async function mirror() {
  const format = '$(ORIGIN)|$(LABEL)|$(SITE)';
  const targets = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const line = targets.split('\n').find((target) => target.startsWith('Debian|Debian|'));
  if (!line) throw new Error('apt names no source of Debian packages: run apt-get update');
  return line.split('|')[2].replace(/\/$/, '');
}

async function trim(tree) {
  for (const dir of ['var/lib/apt/lists', 'var/cache/apt', 'var/log', 'usr/share/man', 'usr/share/info'])
    for (const name of await readdir(join(tree, dir)).catch(() => []))
      await rm(join(tree, dir, name), { recursive: true });
  // These are this machine's own: debootstrap copies them.
  for (const name of ['etc/resolv.conf', 'etc/hostname']) await rm(join(tree, name), { force: true });
}

// As in the official image: no caches, no manuals, no daemons started by packages, no waiting for disks.
async function configure(tree) {
  const write = (path, lines, mode) => writeFile(join(tree, path), `${lines.join('\n')}\n`, { mode });
  await write('etc/dpkg/dpkg.cfg.d/stand-in', [
    'force-unsafe-io',
    'path-exclude /usr/share/doc/*',
    'path-include /usr/share/doc/*/copyright',
    'path-exclude /usr/share/man/*',
    'path-exclude /usr/share/info/*',
    'path-exclude /usr/share/locale/*',
  ]);
  await write('etc/apt/apt.conf.d/stand-in', [
    'Dir::Cache::pkgcache "";',
    'Dir::Cache::srcpkgcache "";',
    'Acquire::Languages "none";',
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };',
    ...(await mirrorSettings()),
  ]);
  await write('usr/sbin/policy-rc.d', ['#!/bin/sh', 'exit 101'], 0o755);
}

// What apt needs on this machine to accept and reach the mirror, it needs in a container of it too.
async function mirrorSettings() {
  const settings = await run('apt-config', ['dump', 'Acquire']);
  return settings.split('\n').filter((line) => /^Acquire::(Check-(Valid-Until|Date)|https?::Proxy) /.test(line));
}
