import { isFinal, ServiceError } from '@planqk-service/core';
import { showBase } from './address.ts';
import { nextDelay } from './backoff.ts';
import { InterimFollower } from './interim-follower.ts';
import { type JobAnswer, readJob } from './job.ts';
import type { ServiceClient } from './service-client.ts';

export interface WaitOptions {
  readonly signal: AbortSignal;
  /** Milliseconds to wait for the end of the job. Default: as long as it takes. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds without any usable answer until the server is given up. */
  readonly patienceMs: number;
  readonly onStatus: (job: JobAnswer) => void;
  readonly onInterim: (text: string, index: number) => void;
}

export interface Ended {
  readonly job: JobAnswer;
  /** Raw JSON texts, oldest first. */
  readonly interimResults: readonly string[];
}

/**
 * Asks for a job, with growing pauses, until it has ended. A change, of the status or by an interim result, makes the
 * pauses short again.
 *
 * @throws ServiceError WAIT_TIMED_OUT, API_UNREACHABLE, JOB_NOT_FOUND and what cannot be waited away; the signal's
 * reason when it is aborted
 */
export async function waitForJob(client: ServiceClient, id: string, options: WaitOptions): Promise<Ended> {
  const { clock } = client;
  const { signal, timeoutMs = Number.POSITIVE_INFINITY, patienceMs, onStatus, onInterim } = options;
  const startedAt = clock.now();
  const deadline = startedAt + timeoutMs;
  const interim = new InterimFollower(client, id, onInterim);
  const resume = client.resumeCommand(id);
  let status: JobAnswer['status'] | undefined;
  for (let attempt = 0; ; attempt += 1) {
    const until = Math.min(deadline, clock.now() + patienceMs);
    const found = await client.insist('getJob', { id, signal }, { until, wasThere: true });
    if (found.kind === 'missing') throw new ServiceError('JOB_NOT_FOUND', { url: showBase(client.base), id });
    if (found.kind === 'done') {
      const job = readJob(found.json, { request: `GET job ${id}`, id, resume });
      if (job.status !== status) {
        status = job.status;
        onStatus(job);
        attempt = 0;
      }
      const ended = isFinal(job.status);
      if (status !== 'PENDING' && (await interim.look(signal, ended))) attempt = 0;
      if (ended) return { job, interimResults: interim.all };
    }
    if (found.kind === 'gave-up' && until < deadline)
      throw new ServiceError('API_UNREACHABLE', { url: showBase(client.base), reason: found.reason, id, resume });
    const left = deadline - clock.now();
    if (found.kind === 'gave-up' || left <= 0)
      throw new ServiceError('WAIT_TIMED_OUT', { id, status: status ?? 'UNKNOWN', timeoutMs, resume });
    await clock.sleep(Math.min(left, nextDelay(attempt, clock.random())), signal);
  }
}
