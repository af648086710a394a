import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
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
    for (const [index, { path, action, before, after, executable, rejected }] of changes.entries()) {
      if (action === 'kept') continue;
      const place = join(dir, path);
      const spare = join(stage, String(index));
      if (rejected !== undefined) put(`${place}.rej`, rejected, false, spare, undo);
      else if (after === undefined) remove(place, spare, undo);
      else {
        if (before !== undefined) copyAway(place, `${spare}.backup`, undo);
        put(place, after, executable, spare, undo);
      }
    }
  } catch (cause) {
    undo.rollBack();
    throw new ServiceError('TARGET_UNUSABLE', { dir, reason: (cause as Error).message }, { cause });
  } finally {
    rmSync(stage, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** At every moment there is the old file or the new one. */
function put(place: string, bytes: Uint8Array, executable: boolean, spare: string, undo: UndoLog): void {
  makeFolder(dirname(place), undo);
  writeFileSync(spare, bytes, { mode: executable ? 0o777 : 0o666 });
  undo.push(() => rmSync(place, { force: true }));
  renameSync(spare, place);
}

function copyAway(place: string, backup: string, undo: UndoLog): void {
  copyFileSync(place, backup);
  undo.push(() => renameSync(backup, place));
}

function remove(place: string, spare: string, undo: UndoLog): void {
  renameSync(place, spare);
  undo.push(() => renameSync(spare, place));
}
