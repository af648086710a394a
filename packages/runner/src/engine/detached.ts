/**
 * A detached execution, as its engine knows it: one that belongs to a store instead of to the process that started it,
 * and outlives that process.
 */
export interface DetachedExecution {
  readonly executionId: string;
  /** `created`: it was made, but never started (yet). `exited`: it has ended and waits for somebody to ask how. */
  readonly state: 'created' | 'running' | 'exited';
}

/** Names one detached execution. */
export interface DetachedReference {
  readonly executionId: string;
  /** Name of the store that it belongs to, as `storeName` makes it. */
  readonly store: string;
}
