import { type JsonText, ServiceError } from '@planqk-service/core';
import { showBase } from '../client/address.ts';
import { type JobAnswer, readJob } from '../client/job.ts';
import type { OpenClient } from './open-client.ts';

type Question = 'getJob' | 'cancelJob' | 'getInterimResults';

/**
 * Asks one thing about a job, as often as it takes.
 *
 * @throws ServiceError JOB_NOT_FOUND, API_UNREACHABLE, API_UNAUTHORIZED and the like
 */
export async function ask(
  { client, patienceMs }: OpenClient,
  operation: Question,
  id: string,
  signal: AbortSignal,
  query?: Readonly<Record<string, string>>,
): Promise<JsonText> {
  const until = client.clock.now() + patienceMs;
  const found = await client
    .insist(operation, { id, signal, ...(query && { query }) }, { until })
    .catch((error: unknown) => {
      if (!signal.aborted || error instanceof ServiceError) throw error;
      throw new ServiceError('INTERRUPTED', { doing: `asking for job ${id}` }, { cause: error });
    });
  if (found.kind === 'done') return found.json;
  const url = showBase(client.base);
  if (found.kind === 'missing') throw new ServiceError('JOB_NOT_FOUND', { url, id });
  throw new ServiceError('API_UNREACHABLE', { url, reason: found.reason });
}

/** The same, where the answer is a job. */
export async function askJob(
  open: OpenClient,
  operation: 'getJob' | 'cancelJob',
  id: string,
  signal: AbortSignal,
): Promise<JobAnswer> {
  return readJob(await ask(open, operation, id, signal), { request: `The question for job ${id}` });
}
