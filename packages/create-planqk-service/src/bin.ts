import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { main } from './main.ts';
import { sinkOn } from './sink.ts';
import type { World } from './world.ts';

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // Once: whoever repeats the signal wants the process to end at once.
  process.once(name, () => interrupted.abort());
}

const world: World = {
  cwd: process.cwd(),
  env: process.env,
  signal: interrupted.signal,
  out: sinkOn(1, () => process.stdout),
  err: sinkOn(2, () => process.stderr),
  openTerminal: async () => {
    if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
    const { clackTerminal } = await import('@planqk-service/starter-kit/terminal');
    return clackTerminal({ input: process.stdin, output: process.stdout, signal: interrupted.signal });
  },
  version: () => JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')).version,
};

// The bundle is CommonJS, which starts faster than a module and has no top-level await.
void main(process.argv.slice(2), world).then((code) => {
  process.exitCode = code;
});
