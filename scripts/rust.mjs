// Cargo for tests on machines that have none, or an old one: `node scripts/rust.mjs 1.85` prints a folder with one that is at
// least so new, from Debian's packages and with the C compiler that it needs. Where it cannot be had it prints nothing but
// the reason, on stderr, and ends with 1.
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { binaryDirs, candidateVersion, debianLike, environmentOf, unpackedPackages } from './engine/debs.mjs';
import { locked } from './engine/lock.mjs';
import { makeDir } from './engine/paths.mjs';

/** Debian 12 has a newer one than its own, for its browsers. */
const packages = ['cargo', 'cargo-web'];
const oldest = process.argv[2];

try {
  console.log(await locked('rust', provide));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function provide() {
  if (!/^1\.\d+$/.test(oldest ?? '')) throw new Error('usage: node scripts/rust.mjs VERSION, such as 1.85');
  if (!(await debianLike())) throw new Error('Cargo comes from Debian packages, which this machine cannot download.');
  const name = await newEnough();
  if (name === undefined) throw new Error(`No package of this system has a Cargo of at least ${oldest}.`);
  const root = await unpackedPackages('rust', [name], console.error);
  return wrappedPrograms(root);
}

async function newEnough() {
  const minor = (version) => Number(/^1\.(\d+)/.exec(version ?? '')?.[1]);
  for (const name of packages) {
    if (minor(await candidateVersion(name)) >= minor(oldest)) return name;
  }
  return undefined;
}

/** Only these programs are to see the unpacked libraries, not all that finds them on its PATH. */
function wrappedPrograms(root) {
  const folder = makeDir(join(root, 'wrapped'));
  const { LD_LIBRARY_PATH } = environmentOf(root);
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  for (const program of ['cargo', 'rustc', 'rustdoc']) {
    const lines = [
      '#!/bin/sh',
      `export LD_LIBRARY_PATH=${quoted(LD_LIBRARY_PATH)}`,
      `export PATH=${quoted(binaryDirs(root).join(delimiter))}:"$PATH"`,
      `exec ${quoted(join(root, 'usr', 'bin', program))} "$@"`,
    ];
    writeFileSync(join(folder, program), `${lines.join('\n')}\n`, { mode: 0o755 });
  }
  return folder;
}
