import { isServiceError } from '@planqk-service/core';
import type { World } from '../world.ts';
import { type ErrorFields, errorEnvelope } from './envelope.ts';
import { styleFor } from './style.ts';

const reportAddress = 'the issue tracker named in "npm view planqk-service bugs"';

/**
 * Tells the user what went wrong, on stderr or as the envelope on stdout, and returns the exit code.
 *
 * @param data what is known all the same, for the envelope
 */
export function reportError(
  error: unknown,
  { json, data }: { json: boolean; data?: unknown },
  world: Pick<World, 'stdout' | 'stderr'>,
): number {
  const known = isServiceError(error) ? error : undefined;
  const fields = known ?? bugFields(error);
  if (json) world.stdout.write(errorEnvelope(fields, data));
  else world.stderr.write(errorText(fields, world));
  if (known === undefined) world.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`);
  return known?.exitCode ?? 1;
}

function errorText({ code, message, hint, ref }: ErrorFields, world: Pick<World, 'stderr'>): string {
  const style = styleFor(world.stderr);
  const seeAlso = ref === undefined ? '' : style('dim', `  (${code}, ${ref})`);
  return `${style(['bold', 'red'], 'Error:')} ${message}\n${style('cyan', 'Try:')} ${hint}${seeAlso}\n`;
}

function bugFields(error: unknown): ErrorFields {
  return {
    code: 'INTERNAL_ERROR',
    message: `This is a bug in planqk-service: ${(error as Error)?.message ?? String(error)}`,
    hint: `Report it with what is printed below: ${reportAddress}.`,
  };
}
