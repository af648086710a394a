import type { StarterRecord } from '../cache/record.ts';

/** What `--starter` can be told of, without fetching anything. */
export interface KnownStarters {
  /** Ids. */
  readonly builtIn: readonly string[];
  /** Oldest first. */
  readonly fetched: readonly StarterRecord[];
}

/**
 * The shortest that `--starter` takes for exactly this fetched starter: its id, unless that means a built-in one or one
 * that was fetched later; then what it was fetched by, of a file its content.
 */
export function useOf({ id, spec }: StarterRecord, { builtIn, fetched }: KnownStarters): string {
  const meant = fetched.findLast((record) => record.id === id);
  return !builtIn.includes(id) && meant?.spec === spec ? id : spec;
}
