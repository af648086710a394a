import { JsonText, successEnvelope } from '@planqk-service/core';
import type { FollowedJob } from '../actions/follow-job.ts';
import type { World } from '../world.ts';
import { reportError } from './report-error.ts';

/** Prints what came of a job, as `run` does with an outcome, and returns the exit code. */
export function tellJob(
  followed: FollowedJob,
  url: string,
  json: boolean,
  world: Pick<World, 'stdout' | 'stderr'>,
): number {
  const { job, interimResults, result, errorBody, error } = followed;
  const data = {
    url,
    job: job.json,
    result,
    errorBody,
    interimResults: interimResults.map((text) => JsonText.from(text, 'interim result')),
  };
  if (error !== undefined) {
    if (errorBody !== undefined && !json) world.stderr.write(`The service says: ${errorBody.text}\n`);
    return reportError(error, { json, data }, world);
  }
  world.stdout.write(json ? successEnvelope(data) : asLine(result));
  return 0;
}

/** A JSON text as it came, with a newline unless it has one. */
export function asLine(json: JsonText | undefined): string {
  const text = json?.text ?? '';
  return text.endsWith('\n') ? text : `${text}\n`;
}
