#!/usr/bin/env node
'use strict';
// Plain old syntax: this file has to say on any Node why it cannot go on.
const { node } = process.versions;
const [major, minor, patch] = node.split('.').map(Number);
// As in "engines" of package.json; a test holds the two together.
const lowest = { 22: [22, 2], 24: [15, 0] }[major] || (major >= 26 ? [0, 0] : [Infinity, 0]);
if (minor < lowest[0] || (minor === lowest[0] && patch < lowest[1])) {
  console.error(`Error: planqk-service needs Node.js 22.22.2, 24.15, or 26 and later; this is ${node}.`);
  console.error('Try: Install a current version from https://nodejs.org/ and start the command again.');
  process.exit(2);
}
const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-v')) {
  // Asked for by scripts and bug reports all day long: answered without loading anything.
  const { version } = require('../package.json');
  console.log(`planqk-service/${version} ${process.platform}-${process.arch} node-v${node}`);
} else {
  require('node:module').enableCompileCache();
  require('../dist/start.cjs').start(argv, require('node:path').dirname(__dirname));
}
