import { type JsonText, ServiceError, type ServiceInput, stringifyWithRawJson } from '@planqk-service/core';
import { showBase } from '../client/address.ts';
import { type JobAnswer, readJob } from '../client/job.ts';
import type { World } from '../world.ts';
import type { OpenClient } from './open-client.ts';

/**
 * Creates a job. The first Ctrl-C while the request is under way waits for its answer, so that the id is not lost;
 * the second does not.
 *
 * @throws ServiceError SUBMISSION_UNCERTAIN, INPUT_REFUSED, API_UNREACHABLE, INTERRUPTED and the like
 */
export async function submitJob(
  { client, view, patienceMs }: OpenClient,
  input: ServiceInput,
  { interruption: { requested, insisted } }: Pick<World, 'interruption'>,
): Promise<JobAnswer> {
  const onRequest = () => view.note('Waiting for the id of the job; press Ctrl-C again to go without it.');
  requested.addEventListener('abort', onRequest, { once: true });
  try {
    const url = showBase(client.base);
    const body = stringifyWithRawJson({ data: input.data, params: input.params });
    const call = { body, signal: insisted, pauseSignal: requested };
    const found = await client.insist('createJob', call, { until: client.clock.now() + patienceMs });
    if (found.kind === 'done') return acceptedJob(found.json, url);
    const reason = found.kind === 'gave-up' ? found.reason : found.detail;
    throw new ServiceError('API_UNREACHABLE', { url, reason });
  } catch (error) {
    if (!requested.aborted || error instanceof ServiceError) throw error;
    throw new ServiceError('INTERRUPTED', { doing: 'waiting for the server to take the job' }, { cause: error });
  } finally {
    requested.removeEventListener('abort', onRequest);
  }
}

function acceptedJob(json: JsonText, url: string): JobAnswer {
  try {
    return readJob(json, { request: `POST ${url}` });
  } catch (error) {
    const reason = "it answered without telling the job's id";
    throw new ServiceError('SUBMISSION_UNCERTAIN', { url, reason }, { cause: error });
  }
}
