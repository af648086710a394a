import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectFile } from '../render/file.ts';
import type { UndoLog } from './undo.ts';

/** Name of the folder that a project is made in before it takes its place; hidden, and unlike any other's. */
export function stagingName(): string {
  return `.planqk-service-${process.pid}-${process.hrtime.bigint().toString(36)}`;
}

/** Makes the folder `dir` and those above it; the undo removes those that were not there. */
export function makeFolder(dir: string, undo: UndoLog): void {
  const first = mkdirSync(dir, { recursive: true });
  if (first !== undefined) undo.push(() => rmSync(first, { recursive: true, force: true, maxRetries: 3 }));
}

/** Writes the files into the folder `stage`, which exists. Modes follow the user's umask. */
export function stageFiles(stage: string, files: readonly ProjectFile[]): void {
  const made = new Set([stage]);
  for (const { path, bytes, executable } of files) {
    const full = join(stage, path);
    const folder = dirname(full);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    // "wx": what is already there would be a collision that the plan did not see.
    writeFileSync(full, bytes, { flag: 'wx', mode: executable ? 0o777 : 0o666 });
  }
}
