import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '@planqk-service/core';
import { loadSqlite } from './load-sqlite.ts';

/** SQLite's code for a lock that another one holds. */
const busy = 5;

/**
 * Claims the store in `dir` for this process, until it is disposed or the process ends: the system itself releases the
 * lock of a process that is killed.
 *
 * @param note who holds it, for the message to the next one
 * @throws ServiceError STORE_IN_USE, STORE_UNUSABLE
 */
export function lockStore(dir: string, note: string): Disposable {
  const path = join(dir, 'serve.lock');
  const owner = `${path}.owner`;
  try {
    mkdirSync(dir, { recursive: true });
    const { DatabaseSync } = loadSqlite();
    const database = new DatabaseSync(path);
    try {
      database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    writeFileSync(owner, note);
    return {
      [Symbol.dispose]() {
        rmSync(owner, { force: true });
        database.close();
      },
    };
  } catch (error) {
    if ((error as { errcode?: number }).errcode === busy)
      throw new ServiceError('STORE_IN_USE', { dir, owner: ownerOf(owner) }, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceError('STORE_UNUSABLE', { path, reason }, { cause: error });
  }
}

function ownerOf(path: string): string {
  try {
    return ` (${readFileSync(path, 'utf8')})`;
  } catch {
    return '';
  }
}
