import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { toolFolder } from '@planqk-service/core';
import { createRunner, type Runner } from '@planqk-service/runner';
import { ownProcess } from './jobs/execution-host.ts';
import { type Keep, removeExpired } from './jobs/retention.ts';
import { hasStore, openStore, type Store } from './store/open-store.ts';

export interface CleanOptions {
  /** Folder of the project. */
  readonly dir: string;
  /** Which jobs that are over stay. Default: none. */
  readonly keep?: Keep | undefined;
  /** Also end and remove what waits or runs, on the engine too, and the store itself. */
  readonly all?: boolean | undefined;
  /** By default one of its own, made only where an engine is needed. */
  readonly runner?: Runner | undefined;
  /** By default where the jobs were started. */
  readonly dockerHost?: string | undefined;
}

export interface CleanReport {
  /** Jobs that were removed. */
  readonly removed: number;
  /** Executions that were ended or removed on the engine. */
  readonly executions: number;
  /** Jobs that stay. */
  readonly kept: number;
}

/**
 * Removes jobs of a project that no server serves.
 *
 * @throws ServiceError STORE_IN_USE, STORE_NEWER, STORE_UNUSABLE; with `all` also NO_ENGINE, ENGINE_LOST where an engine
 * may still have executions
 */
export async function cleanStore({ dir, keep, all, ...options }: CleanOptions): Promise<CleanReport> {
  const folder = join(resolve(dir), toolFolder);
  if (!hasStore(folder)) return { removed: 0, executions: 0, kept: 0 };
  const opened = openStore(folder);
  try {
    if (!all) return await removeOver(opened, keep ?? { count: 0 });
    const begun = opened.store.unsettled().filter(({ container }) => container === 'intended');
    const engines = new Set(begun.map(({ engine }) => engine));
    let executions = 0;
    for (const engine of engines)
      executions +=
        engine === ownProcess ? await sweepProcesses() : await removeExecutions(opened.path, engine, options);
    const removed = total(opened);
    opened[Symbol.dispose]();
    for (const name of ['serve.db', 'serve.db-wal', 'serve.db-shm', 'serve.lock', 'jobs'])
      await rm(join(folder, name), { recursive: true, force: true });
    return { removed, executions, kept: 0 };
  } finally {
    opened[Symbol.dispose]();
  }
}

async function removeOver(opened: Store, keep: Keep): Promise<CleanReport> {
  const removed = await removeExpired(opened.store, opened.files, keep, Date.now());
  return { removed, executions: 0, kept: total(opened) };
}

/** Ends what a server that was killed has left. */
async function sweepProcesses(): Promise<number> {
  await using runner = await createRunner({ engine: 'process' });
  return (await runner.sweep()).removed.length;
}

/** @param engine address of the one that they were started on, where it is known */
async function removeExecutions(
  path: string,
  engine: string | undefined,
  { runner, dockerHost = engine }: Partial<CleanOptions>,
): Promise<number> {
  const own = runner ?? (await createRunner({ dockerHost }));
  try {
    const found = await own.listDetached(path);
    for (const { executionId } of found) await own.removeDetached(executionId, { store: path });
    return found.length;
  } finally {
    if (runner === undefined) await own[Symbol.asyncDispose]();
  }
}

function total({ store }: Store): number {
  return Object.values(store.counts()).reduce((sum, count) => sum + count, 0);
}
