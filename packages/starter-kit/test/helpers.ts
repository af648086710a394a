import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Answers } from '../src/questions/answers.ts';
import type { Starter, TemplateFile } from '../src/starter/starter.ts';

/** A temporary folder that is gone after the test; its name has a blank and letters beyond ASCII. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'plänqk kit-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function writeTree(dir: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
}

/** Every file below `dir` by path, with its content; folders end in `/`. */
export function readTree(dir: string): Record<string, string> {
  const entries: Record<string, string> = {};
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  for (const path of names.map((name) => name.replaceAll('\\', '/')).sort()) {
    const stats = lstatSync(join(dir, path));
    if (stats.isDirectory()) entries[`${path}/`] = '';
    else entries[path] = stats.isSymbolicLink() ? '(link)' : readFileSync(join(dir, path), 'latin1');
  }
  return entries;
}

export const manifest = {
  apiVersion: 'planqk-service/starter/v1',
  id: 'toy',
  title: 'Toy',
  language: 'Toy',
  description: 'A toy',
  process: { start: ['toy', 'run'] },
} as const;

/** A starter folder on disk. */
export function starterFolder(template: Readonly<Record<string, string | Uint8Array>>, changes: object = {}): string {
  const dir = temporaryFolder();
  writeTree(dir, { 'starter.json': JSON.stringify({ ...manifest, ...changes }) });
  writeTree(join(dir, 'template'), template);
  return dir;
}

/** A starter in memory, which can hold what no disk does. */
export function starterOf(files: Readonly<Record<string, string | Uint8Array>>): Starter {
  const list = Object.entries(files).map(
    ([path, content]): TemplateFile => ({ path, bytes: Buffer.from(content), executable: false }),
  );
  return { dir: '/nowhere', manifest, origin: { package: 'starter-toy', version: '1.2.3' }, files: list };
}

export const answers: Answers = { name: 'my-service', description: 'Says "hi"', cpu: 0.5, memory: 2, gpu: undefined };

export function makeExecutable(path: string): void {
  chmodSync(path, 0o755);
}
