import { isFinal, type JobStatus } from '@planqk-service/core/portable';
import type { JobDetails } from '../api/types.ts';

/** A status and how long it lasted; `share` of the whole, never so small that it could not be seen. */
export interface Phase {
  readonly status: JobStatus;
  readonly atMs: number;
  readonly durationMs: number;
  readonly share: number;
  readonly final: boolean;
}

const smallestShare = 0.02;

/** What a job's history looks like at `now`: the last status lasts until then, unless it is final. */
export function phases(history: JobDetails['history'], now: number): Phase[] {
  const first = history[0]?.atMs ?? now;
  const last = history.at(-1);
  const end = last === undefined || isFinal(last.status) ? (last?.atMs ?? now) : Math.max(now, last.atMs);
  const whole = Math.max(1, end - first);
  return history.map(({ status, atMs }, index) => {
    const durationMs = Math.max(0, (history[index + 1]?.atMs ?? end) - atMs);
    return { status, atMs, durationMs, share: Math.max(smallestShare, durationMs / whole), final: isFinal(status) };
  });
}
