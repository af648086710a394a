import { isFinal, type JsonText, ServiceError } from '@planqk-service/core';
import type { JobAnswer } from '../client/job.ts';
import { readResult } from '../client/read-result.ts';
import { waitForJob } from '../client/wait-for-job.ts';
import type { World } from '../world.ts';
import { askJob } from './ask-job.ts';
import type { OpenClient } from './open-client.ts';

export interface FollowOptions {
  readonly timeoutMs?: number | undefined;
  /** What Ctrl-C does to the job. Default: nothing. */
  readonly cancelOnInterrupt: boolean;
}

/** A job that has ended, and what it left behind. */
export interface FollowedJob {
  readonly job: JobAnswer;
  readonly interimResults: readonly string[];
  readonly result?: JsonText;
  readonly errorBody?: JsonText;
  readonly error?: ServiceError;
}

/**
 * Waits for a job, showing it live, and fetches its result.
 *
 * @throws ServiceError WAIT_INTERRUPTED, WAIT_TIMED_OUT, API_UNREACHABLE and the like; each names the job and the way
 * back to it
 */
export async function followJob(
  open: OpenClient,
  id: string,
  { timeoutMs, cancelOnInterrupt }: FollowOptions,
  { interruption: { requested, insisted } }: Pick<World, 'interruption'>,
): Promise<FollowedJob> {
  const { client, view, patienceMs, command } = open;
  try {
    requested.throwIfAborted();
    const { job, interimResults } = await waitForJob(client, id, {
      signal: requested,
      timeoutMs,
      patienceMs,
      onStatus: ({ status }) => isFinal(status) || view.status(status),
      onInterim: (text, index) => view.interim(text, index),
    });
    const end = await readResult(client, job, { signal: requested, patienceMs });
    view.ended(job.status, end.error === undefined);
    return { job, interimResults, ...end };
  } catch (error) {
    if (!requested.aborted || error instanceof ServiceError) throw error;
    const resume = client.resumeCommand(id);
    const left = new ServiceError(
      'WAIT_INTERRUPTED',
      { id, resume, cancel: command(`cancel ${id}`) },
      { cause: error },
    );
    if (!cancelOnInterrupt) throw left;
    view.note(`Cancelling job ${id}; press Ctrl-C again to leave it as it is.`);
    try {
      const job = await askJob(open, 'cancelJob', id, insisted);
      view.ended(job.status, false);
      return { job, interimResults: [], error: new ServiceError('JOB_CANCELLED', { id }) };
    } catch (trouble) {
      throw insisted.aborted ? left : trouble;
    }
  }
}
