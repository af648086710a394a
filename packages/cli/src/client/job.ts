import { type JobStatus, type JsonText, profileV1, ServiceError } from '@planqk-service/core';

/** A job as the server tells it. */
export interface JobAnswer {
  readonly id: string;
  /** Statuses that are not known here, of a newer platform, count as UNKNOWN. */
  readonly status: JobStatus;
  readonly json: JsonText;
}

/**
 * Reads the body of a job.
 *
 * @param asked what was asked, and the way back to a job that was accepted before, for the message
 * @throws ServiceError API_ANSWER_INVALID
 */
export function readJob(
  json: JsonText,
  asked: { readonly request: string; readonly id?: string; readonly resume?: string },
): JobAnswer {
  const { id, status } = (json.isObject() ? json.parse() : {}) as Record<string, unknown>;
  if (typeof id !== 'string' || id === '' || typeof status !== 'string') {
    throw new ServiceError('API_ANSWER_INVALID', { ...asked, status: 200, reason: 'the body is no job' });
  }
  const known = profileV1.statuses.find((name) => name === status);
  return { id, status: known ?? 'UNKNOWN', json };
}
