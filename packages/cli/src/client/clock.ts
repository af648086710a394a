import { setTimeout as sleep } from 'node:timers/promises';

/** Time and chance, passed in so that waiting can be tested without waiting. */
export interface Clock {
  /** Milliseconds that never go back. */
  now(): number;
  /** @throws the signal's reason when it is aborted */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  random: () => Math.random(),
};
