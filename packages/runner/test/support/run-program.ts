import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const source = new URL('../../src/index.ts', import.meta.url).href;
/** The package as it is published, for figures: reading TypeScript takes memory. */
export const built = '@planqk-service/runner';
const cwd = fileURLToPath(new URL('../..', import.meta.url));

/** A program that uses the library in a process of its own: `body` has `createRunner`, `emptyInput` and `env`. */
export function startProgram(body: string, env: Readonly<Record<string, string>>, library = source): ChildProcess {
  const program = `
    import { createInput } from '@planqk-service/core';
    import { createRunner } from ${JSON.stringify(library)};
    const { input: emptyInput } = createInput();
    const { env } = process;
    ${body}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What it prints when it comes to its end by itself. */
export async function runProgram(
  body: string,
  env: Readonly<Record<string, string>>,
  library = source,
): Promise<string> {
  const child = startProgram(body, env, library);
  if (child.stdout === null) throw new TypeError('stdout is a pipe');
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the program exited with ${code}: ${output}`);
  return output;
}
