// Serde for tests that compile Rust: prints the folder with the crates' sources, from Debian's packages. Where they cannot
// be had it prints nothing but the reason, on stderr, and ends with 1.
import { join } from 'node:path';
import { debianLike, unpackedPackages } from './engine/debs.mjs';
import { locked } from './engine/lock.mjs';

const packages = ['librust-serde-dev', 'librust-serde-derive-dev', 'librust-serde-json-dev'];

if (await debianLike()) {
  const root = await locked('rust-crates', () => unpackedPackages('rust-crates', packages, console.error));
  console.log(join(root, 'usr', 'share', 'cargo', 'registry'));
} else {
  console.error('Sources of Rust crates come from Debian packages, which this machine cannot download.');
  process.exitCode = 1;
}
