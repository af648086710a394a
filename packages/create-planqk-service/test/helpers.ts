import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export const root: string = dirname(import.meta.dirname);
export const bin: string = join(root, 'bin/create-planqk-service.cjs');

if (!existsSync(join(root, 'dist/bin.cjs'))) throw new Error('Build this package first: the tests start its real bin.');

/** A temporary folder that is gone after the test; its name has a blank and letters beyond ASCII. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'créate planqk-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function writeTree(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
}

/** The files below `dir` with their sizes. */
export function sizes(dir: string): Record<string, number> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => !name.startsWith('.git/') && statSync(join(dir, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [name, statSync(join(dir, name)).size]));
}

/** A folder for PATH whose `git` is the given shell script. */
export function fakeGit(script: string): string {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(dir, 'git'), 0o755);
  return dir;
}

export function readJson(...segments: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(...segments), 'utf8'));
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly nodeArgs?: readonly string[];
  /** Gets the running process. */
  readonly during?: (child: ChildProcess) => void;
}

/** Starts the real bin without a terminal and waits for its end. */
export function run(
  argv: readonly string[],
  { cwd = temporaryFolder(), env = {}, nodeArgs = [], during }: RunOptions = {},
): Promise<Finished> {
  const clean = { ...process.env, NODE_OPTIONS: undefined, FORCE_COLOR: undefined, ...env };
  const child = spawn(process.execPath, [...nodeArgs, bin, ...argv], {
    cwd,
    env: clean,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
  during?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, ...output }));
  });
}
