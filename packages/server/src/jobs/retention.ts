import type { JobFiles } from '../store/job-files.ts';
import type { JobStore } from '../store/job-store.ts';

/** Which jobs that are over are kept: the newest so many, or those that ended within so many milliseconds. */
export type Keep = { readonly count: number } | { readonly ageMs: number };

/** How often a server looks for jobs that need not be kept. */
const everyMs = 5_000;

/**
 * Removes jobs that are over and need not be kept, with their files. Those that an engine may still know stay.
 *
 * @returns how many
 */
export async function removeExpired(store: JobStore, files: JobFiles, keep: Keep, now: number): Promise<number> {
  const ids = store.expired('count' in keep ? keep : { endedBefore: now - keep.ageMs });
  for (const id of ids) {
    // In this order: files without a job are removed by the next start.
    store.remove(id);
    await files.remove(id);
  }
  return ids.length;
}

/** Does so now and again, until disposed. */
export function keepOnly(keep: Keep, store: JobStore, files: JobFiles): AsyncDisposable {
  let removing: Promise<unknown> = Promise.resolve();
  const remove = () => {
    removing = removing.then(() => removeExpired(store, files, keep, Date.now())).catch(() => undefined);
  };
  remove();
  const timer = setInterval(remove, everyMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      remove();
      await removing;
    },
  };
}
