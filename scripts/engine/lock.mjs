// One at a time, across processes: tests may ask for the same engine at the same moment.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDir, runDir } from './paths.mjs';
import { alive } from './processes.mjs';

export async function locked(name, action) {
  const path = join(makeDir(runDir), `${name}.lock`);
  while (!taken(path)) await sleep(100);
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
}

function taken(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    // Empty for an instant while its holder writes it; a holder that has died cannot let go.
    if (holder && !alive(holder)) rmSync(path, { force: true });
  } catch {
    // Let go of in the meantime.
  }
  return false;
}
