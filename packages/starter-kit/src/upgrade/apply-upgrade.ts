import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { ancestors } from '@planqk-service/core/paths';
import { makeFolder, stagingName } from '../scaffold/stage.ts';
import { createUndoLog, type UndoLog } from '../scaffold/undo.ts';
import type { FileChange } from './plan-upgrade.ts';

/**
 * Does what a plan says, all of it or nothing: when the system refuses a file, those before are taken back.
 *
 * @throws ServiceError `TARGET_UNUSABLE`
 */
export function applyUpgrade(dir: string, changes: readonly FileChange[]): void {
  const undo = createUndoLog();
  const stage = join(dir, stagingName());
  try {
    mkdirSync(stage);
    const numbered = changes.map((change, index) => ({ ...change, spare: join(stage, String(index)) }));
    // First, because a file may come where a folder was.
    for (const { path, action, spare } of numbered) {
      if (action !== 'delete') continue;
      remove(join(dir, path), spare, undo);
      removeEmptyFolders(dir, path, undo);
    }
    for (const { path, before, after, executable, rejected, action, spare } of numbered) {
      if (action === 'kept' || action === 'delete' || after === undefined) continue;
      const place = join(dir, path);
      if (rejected !== undefined) put(rejectedPlace(place), rejected, spare, modeFor(undefined, false), undo);
      else {
        const mode = modeFor(before && statSync(place).mode, executable);
        if (before !== undefined) copyAway(place, `${spare}.backup`, undo);
        put(place, after, spare, mode, undo);
      }
    }
  } catch (cause) {
    undo.rollBack();
    throw new ServiceError('TARGET_UNUSABLE', { dir, reason: (cause as Error).message }, { cause });
  } finally {
    rmSync(stage, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What a file may be used for is the author's choice; the starter only says whether it can be executed. */
function modeFor(before: number | undefined, executable: boolean): { readonly exactly?: number; readonly new: number } {
  if (before === undefined) return { new: executable ? 0o777 : 0o666 };
  const others = before & 0o666;
  // Whoever may read it may execute it.
  const exactly = executable ? others | ((others & 0o444) >> 2) | (before & 0o111) : others;
  return { exactly, new: exactly };
}

/** At every moment there is the old file or the new one. */
function put(place: string, bytes: Uint8Array, spare: string, mode: ReturnType<typeof modeFor>, undo: UndoLog): void {
  makeFolder(dirname(place), undo);
  writeFileSync(spare, bytes, { mode: mode.new });
  if (mode.exactly !== undefined) chmodSync(spare, mode.exactly);
  undo.push(() => rmSync(place, { force: true }));
  renameSync(spare, place);
}

/** One of that name may be the author's, or left from an upgrade before. */
function rejectedPlace(place: string): string {
  let name = `${place}.rej`;
  for (let count = 2; existsSync(name); count += 1) name = `${place}.${count}.rej`;
  return name;
}

function copyAway(place: string, backup: string, undo: UndoLog): void {
  copyFileSync(place, backup);
  undo.push(() => renameSync(backup, place));
}

function remove(place: string, spare: string, undo: UndoLog): void {
  renameSync(place, spare);
  undo.push(() => renameSync(spare, place));
}

function removeEmptyFolders(dir: string, path: string, undo: UndoLog): void {
  for (const folder of ancestors(path).toReversed()) {
    try {
      rmdirSync(join(dir, folder));
      undo.push(() => mkdirSync(join(dir, folder)));
    } catch {
      // Something is left in it.
      return;
    }
  }
}
