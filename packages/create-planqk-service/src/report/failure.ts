import { isServiceError } from '@planqk-service/core/errors';
import type { World } from '../world.ts';
import { errorEnvelope, type Failure } from './envelope.ts';

const bugHint =
  'This is a bug in create-planqk-service: please report it with the command, these lines and your Node.js version.';

/** Reports what was thrown and answers with the exit code of the process. */
export function reportFailure(error: unknown, json: boolean, { out, err }: World): number {
  const failure = isServiceError(error) ? error : bug(error);
  if (json) out.write(errorEnvelope(failure));
  else err.write(`${err.paint('red', `Error ${failure.code}:`)} ${failure.message}\n${failure.hint}\n`);
  return failure.exitCode;
}

function bug(error: unknown): Failure {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'INTERNAL', message, hint: bugHint, ref: 'docs/errors.md#internal', exitCode: 1 };
}
