import { ServiceError } from '../errors/index.ts';
import type { Ending, Outcome, OutcomeError } from './outcome.ts';
import { catalogueDetail } from './outcome-cause.ts';

/**
 * The error that a command ends with, or undefined for a success with a result. Our decision: a success without
 * a result is `NO_RESULT` here, though its status is SUCCEEDED.
 */
export function outcomeError({ error, result }: Ending): ServiceError | undefined {
  if (error === undefined) return result === undefined ? new ServiceError('NO_RESULT', {}) : undefined;
  const { cause } = error;
  if (cause.code !== 'SERVICE_FAILED' || error.body === undefined) return new ServiceError(cause.code, cause.details);
  return new ServiceError('SERVICE_FAILED', { ...cause.details, meaning: ownWords(error) ?? cause.details.meaning });
}

/** What the service says about its failure, to stand in brackets. */
function ownWords({ code, detail, cause }: OutcomeError): string | undefined {
  const said = [code !== cause.code && code, detail !== catalogueDetail(cause) && detail.replace(/\.$/, '')];
  return said.filter((part) => part !== false).join(': ') || undefined;
}

/** The exit code of the process: 0, or 5 failed, 6 no or invalid result, 7 timed out, 9 no engine, 130 cancelled. */
export function outcomeExitCode(outcome: Outcome): number {
  return outcomeError(outcome)?.exitCode ?? 0;
}
