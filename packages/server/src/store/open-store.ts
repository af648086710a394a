import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JobFiles } from './job-files.ts';
import { JobStore } from './job-store.ts';
import { lockStore } from './lock.ts';
import { openDatabase } from './open-database.ts';

const databaseName = 'serve.db';

export function hasStore(folder: string): boolean {
  return existsSync(join(folder, databaseName));
}

/** Jobs of one project, with everything that belongs to them. */
export interface Store extends Disposable {
  readonly store: JobStore;
  readonly files: JobFiles;
  /** Absolute path of the database; the store's name on an engine. */
  readonly path: string;
}

/**
 * Opens the store in `folder`, for this process alone.
 *
 * @param folder absolute path
 * @throws ServiceError STORE_IN_USE, STORE_NEWER, STORE_UNUSABLE
 */
export function openStore(folder: string): Store {
  const path = join(folder, databaseName);
  const lock = lockStore(folder, `process ${process.pid}`);
  try {
    keepOutOfGit(folder);
    const store = new JobStore(openDatabase(path));
    let isOpen = true;
    return {
      store,
      files: new JobFiles(join(folder, 'jobs')),
      path,
      [Symbol.dispose]() {
        if (!isOpen) return;
        isOpen = false;
        store[Symbol.dispose]();
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** Projects that were not made by a starter may not ignore the folder themselves. */
function keepOutOfGit(folder: string): void {
  writeFileSync(join(folder, '.gitignore'), '*\n');
}
