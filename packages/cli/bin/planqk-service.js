#!/usr/bin/env node
// Plain old syntax: this file has to say on any Node why it cannot go on.
const { node } = process.versions;
const [major, minor, patch] = node.split('.').map(Number);
// As in "engines" of package.json; a test holds the two together.
const lowest = { 22: [22, 2], 24: [15, 0] }[major] ?? (major >= 26 ? [0, 0] : [Infinity, 0]);
if (minor < lowest[0] || (minor === lowest[0] && patch < lowest[1])) {
  console.error(`Error: planqk-service needs Node.js 22.22.2, 24.15, or 26 and later; this is ${node}.`);
  console.error('Try: Install a current version from https://nodejs.org/ and start the command again.');
  process.exit(2);
}
const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-v')) {
  // Asked for by scripts and bug reports all day long: answered without loading anything.
  const { readFileSync } = await import('node:fs');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  console.log(`planqk-service/${version} ${process.platform}-${process.arch} node-v${node}`);
} else {
  const [{ enableCompileCache }, { fileURLToPath }] = await Promise.all([import('node:module'), import('node:url')]);
  enableCompileCache?.();
  // Whoever reads us through a pipe may go at any time, as `head` does; what it has not read is not missed.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(argv, fileURLToPath(new URL('..', import.meta.url)));
}
