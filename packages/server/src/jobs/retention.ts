import type { JobStore } from '../store/job-store.ts';

/** Which jobs that are over are kept: the newest so many, or those that ended within so many milliseconds. */
export type Keep = { readonly count: number } | { readonly ageMs: number };

/** Ids of the jobs that are over and need not be kept. Those that an engine may still know are never among them. */
export function expired(store: JobStore, keep: Keep, now: number): string[] {
  return store.expired('count' in keep ? keep : { endedBefore: now - keep.ageMs });
}
