import { isFinal } from '@planqk-service/core';
import type { Job } from './job.ts';

/** What an engine says about the container of a job; `ended`: it was of the kind that ends with its server. */
export type ContainerSight = 'created' | 'running' | 'exited' | 'absent' | 'ended';

/** What brings a job whose server was away into its true state. */
export type Recovery =
  /** It waits for its turn (again); `removeFirst` what was created but never ran. */
  | { readonly action: 'queue'; readonly removeFirst: boolean }
  /** Its output is read from the beginning, whether it still runs or not. */
  | { readonly action: 'reattach' }
  | { readonly action: 'fail'; readonly reason: string }
  /** It is over; only its container is still there. */
  | { readonly action: 'remove' }
  | { readonly action: 'nothing' };

/**
 * Decides what becomes of a job after its server or its engine was away.
 *
 * Our decision: a job whose container was never seen running may start again, every other one runs at most once.
 *
 * @param sight of its container
 */
export function decideRecovery(job: Pick<Job, 'status' | 'container' | 'startedAt'>, sight: ContainerSight): Recovery {
  if (isFinal(job.status)) return job.container === 'intended' ? { action: 'remove' } : { action: 'nothing' };
  const neverRan = job.startedAt === undefined;
  switch (sight) {
    case 'running':
    case 'exited':
      return { action: 'reattach' };
    case 'created':
      return neverRan
        ? { action: 'queue', removeFirst: true }
        : { action: 'fail', reason: 'its container has been put back to where it never ran' };
    case 'ended':
      return neverRan
        ? { action: 'queue', removeFirst: false }
        : { action: 'fail', reason: 'it ended with the server that ran it' };
    case 'absent':
      return neverRan
        ? { action: 'queue', removeFirst: false }
        : { action: 'fail', reason: 'its container is gone, and nobody knows how it ended' };
  }
}
