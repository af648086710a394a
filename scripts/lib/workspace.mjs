// The packages of this repository, and how their tools are started.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The packages that are published. */
export function packages() {
  return ['packages', 'starters']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .map((dir) => ({ dir, manifest: JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => !manifest.private);
}

/** Runs a tool of this repository and returns its exit code; its output goes where ours goes. */
export function run(command, args, { env = process.env, cwd = root, stdio = 'inherit' } = {}) {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { cwd, env, stdio, shell });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}
