import { relative } from 'node:path';

/** The three commands to go on with, for someone whose current folder is `cwd` and whose project is in `dir`. */
export function nextSteps(cwd: string, dir: string): readonly string[] {
  const path = relative(cwd, dir);
  const run = ['npx planqk-service run', 'npx planqk-service doctor'];
  return path === '' ? [...run, 'npx planqk-service build'] : [`cd ${quoted(path)}`, ...run];
}

/** Both POSIX shells and those of Windows understand double quotes around ordinary folder names. */
function quoted(path: string): string {
  return /^[\w./\\:@+-]+$/.test(path) ? path : `"${path}"`;
}
