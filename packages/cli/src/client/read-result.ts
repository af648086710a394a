import { type JsonText, ServiceError } from '@planqk-service/core';
import { showBase } from './address.ts';
import { nextDelay } from './backoff.ts';
import type { JobAnswer } from './job.ts';
import type { ServiceClient } from './service-client.ts';

/** How a job ended: the error is what the command ends with. */
export interface JobEnd {
  readonly result?: JsonText;
  /** The body of the error of a job that failed. */
  readonly errorBody?: JsonText;
  readonly error?: ServiceError;
}

/**
 * A server may tell that a job has ended a little before it hands out the result. By the contract that 404 looks like
 * "no result"; our decision is to ask again for so long. `planqk-service serve` says so by a code, and is believed.
 */
const lateResultMs = 5_000;
const surelyNone = 'NO_RESULT';

/** Fetches what a job that has ended left behind. */
export async function readResult(
  client: ServiceClient,
  job: JobAnswer,
  { signal, patienceMs }: { readonly signal: AbortSignal; readonly patienceMs: number },
): Promise<JobEnd> {
  const { id, status } = job;
  if (status === 'CANCELLED') return { error: new ServiceError('JOB_CANCELLED', { id }) };
  const body = await fetchBody(client, id, signal, patienceMs);
  if (status === 'SUCCEEDED') {
    if (body !== undefined) return { result: body };
    return { error: new ServiceError('JOB_WITHOUT_RESULT', { id, reason: 'the service printed none' }) };
  }
  return { ...(body && { errorBody: body }), error: failure(id, body) };
}

async function fetchBody(
  client: ServiceClient,
  id: string,
  signal: AbortSignal,
  patienceMs: number,
): Promise<JsonText | undefined> {
  const { clock } = client;
  const startedAt = clock.now();
  for (let attempt = 0; ; attempt += 1) {
    const found = await client.insist('getResult', { id, signal }, { until: clock.now() + patienceMs, wasThere: true });
    if (found.kind === 'done') return found.json;
    if (found.kind === 'gave-up') {
      const resume = client.resumeCommand(id);
      throw new ServiceError('API_UNREACHABLE', { url: showBase(client.base), reason: found.reason, id, resume });
    }
    if (found.code === surelyNone || clock.now() - startedAt >= lateResultMs) return undefined;
    await clock.sleep(nextDelay(attempt, clock.random()), signal);
  }
}

/** Our own server's codes lead to the exit codes that `run` would have; everything else is the service's business. */
function failure(id: string, body: JsonText | undefined): ServiceError {
  const fields = (body?.isObject() ? body.parse() : {}) as Record<string, unknown>;
  const [code, detail] = ['code', 'detail']
    .map((name) => fields[name])
    .map((part) => (typeof part === 'string' ? part : ''));
  const sentence = (detail ?? '').replace(/\.$/, '');
  if (code === 'INVALID_RESULT') return new ServiceError('JOB_WITHOUT_RESULT', { id, reason: sentence });
  if (code === 'TIMED_OUT') return new ServiceError('JOB_TIMED_OUT', { id, detail: sentence });
  return new ServiceError('JOB_FAILED', { id, code: code ?? '', detail: sentence });
}
