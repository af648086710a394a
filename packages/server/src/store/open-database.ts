import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '@planqk-service/core';
import { loadSqlite } from './load-sqlite.ts';
import { migrations } from './schema.ts';

/**
 * Opens the database at `path` and brings its schema up to date. What was committed survives the end of this process at
 * any moment; a power cut may take the last moments with it (WAL, `synchronous` NORMAL), but never breaks the file.
 *
 * @throws ServiceError STORE_NEWER, STORE_UNUSABLE
 */
export function openDatabase(path: string, steps: readonly string[] = migrations): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const { DatabaseSync } = loadSqlite();
    database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000');
    migrate(database, path, steps);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof ServiceError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceError('STORE_UNUSABLE', { path, reason }, { cause: error });
  }
}

function migrate(database: DatabaseSync, path: string, steps: readonly string[]): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > steps.length) throw new ServiceError('STORE_NEWER', { path, version, known: steps.length });
  if (version === steps.length) return;
  database.exec(`BEGIN; ${steps.slice(version).join('\n')} PRAGMA user_version = ${steps.length}; COMMIT`);
}
