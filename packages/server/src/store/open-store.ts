import { join } from 'node:path';
import { JobFiles } from './job-files.ts';
import { JobStore } from './job-store.ts';
import { lockStore } from './lock.ts';
import { openDatabase } from './open-database.ts';

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
  const path = join(folder, 'serve.db');
  const lock = lockStore(folder, `process ${process.pid}`);
  try {
    const store = new JobStore(openDatabase(path));
    return {
      store,
      files: new JobFiles(join(folder, 'jobs')),
      path,
      [Symbol.dispose]() {
        store[Symbol.dispose]();
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}
