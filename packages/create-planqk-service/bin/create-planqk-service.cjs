#!/usr/bin/env node
'use strict';
// The only file that an outdated Node.js reads: it stays in the syntax of Node 12.

// The lowest version of each supported line, as in "engines" of package.json; a test holds the two together.
var supported = [
  [22, 22, 2],
  [24, 15, 0],
];
var anyFrom = 26;

function isSupported(version) {
  var have = version.split('.').map(Number);
  if (have[0] >= anyFrom) return true;
  return supported.some((line) => {
    if (have[0] !== line[0]) return false;
    return have[1] > line[1] || (have[1] === line[1] && have[2] >= line[2]);
  });
}

if (isSupported(process.versions.node)) {
  // Before the bundle is loaded: its compiled code is kept for the next start.
  require('node:module').enableCompileCache();
  require('../dist/bin.cjs');
} else {
  console.error(
    'Error NODE_UNSUPPORTED: create-planqk-service needs Node.js 22.22.2, 24.15 or 26 and later; this is ' +
      process.versions.node +
      '.\n' +
      'Install a current version from https://nodejs.org/ and start the command again.',
  );
  process.exitCode = 2;
}
