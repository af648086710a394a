import { constants, copyFileSync, linkSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PlannedFile } from './plan.ts';
import { makeFolder, stagingName } from './stage.ts';
import type { UndoLog } from './undo.ts';

/** Moves everything in the folder `stage` into the folder `dir`, which has nothing of those names. */
export function moveEntries(stage: string, dir: string, undo: UndoLog): void {
  for (const entry of readdirSync(stage)) {
    renameSync(join(stage, entry), join(dir, entry));
    undo.push(() => rmSync(join(dir, entry), { recursive: true, force: true, maxRetries: 3 }));
  }
}

/** Moves the staged files to their places among the user's files in `dir`; every step can be taken back. */
export function placeFiles(stage: string, dir: string, files: readonly PlannedFile[], undo: UndoLog): void {
  for (const { path, action } of files) {
    const place = join(dir, path);
    if (action === 'create') placeNew(join(stage, path), place, undo);
    if (action === 'replace') replace(join(stage, path), place, join(stage, `${stagingName()}.backup`), undo);
  }
}

function placeNew(staged: string, place: string, undo: UndoLog): void {
  makeFolder(dirname(place), undo);
  linkOrCopy(staged, place);
  undo.push(() => rmSync(place, { force: true }));
}

/** The user's file is copied away, not moved, so that at every moment one of the two is at its place. */
function replace(staged: string, place: string, backup: string, undo: UndoLog): void {
  copyFileSync(place, backup);
  renameSync(staged, place);
  undo.push(() => renameSync(backup, place));
}

/** Unlike a rename, neither a link nor this copy replaces what somebody put there since the plan was made. */
function linkOrCopy(staged: string, place: string): void {
  try {
    linkSync(staged, place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // File systems without hard links, such as exFAT.
    copyFileSync(staged, place, constants.COPYFILE_EXCL);
  }
}
