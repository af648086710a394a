import type { FinalJobStatus, Outcome } from '@planqk-service/core';
import type { JobError, JobFacts } from './job.ts';

/** How a job ends, with the body that its result is answered with; undefined where there is none. */
export interface JobEnd {
  readonly status: FinalJobStatus;
  readonly body: string | undefined;
  readonly facts: JobFacts;
}

/**
 * What the outcome of an execution means for its job. The body is what the service printed, character by character;
 * of a failure without one it is `{code, detail}`.
 *
 * Our decision: an execution that was stopped although its job was not cancelled has failed: the server went away.
 */
export function decideEnd(outcome: Outcome): JobEnd {
  const { status, exitCode, error, usage, violations, result } = outcome;
  const facts: JobFacts = {
    ...(exitCode !== null && { exitCode }),
    usage,
    violations: violations.slice(0, 100),
  };
  if (status === 'SUCCEEDED') return { status, body: result?.text, facts };
  if (status === 'CANCELLED') {
    return failure(
      { code: 'INTERRUPTED', detail: 'The server was stopped before the service had come to its end.' },
      facts,
    );
  }
  const { code, detail, body } = error ?? { code: 'SERVICE_FAILED', detail: 'The service failed.' };
  return failure({ code, detail }, facts, body?.text);
}

/** A job that ends without an execution to judge. */
export function failure(error: JobError, facts: JobFacts = {}, body: string = JSON.stringify(error)): JobEnd {
  return { status: 'FAILED', body, facts: { ...facts, error } };
}
