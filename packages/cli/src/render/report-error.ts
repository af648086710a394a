import { errorEnvelope, errorText, reportOf } from '@planqk-service/core';
import type { World } from '../world.ts';
import { styleFor } from './style.ts';

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
  const report = reportOf(error, 'planqk-service');
  if (json) {
    world.stdout.write(errorEnvelope(report, data));
    if (report.stack !== undefined) world.stderr.write(`${report.stack}\n`);
  } else {
    world.stderr.write(errorText(report, styleFor(world.stderr)));
  }
  return report.exitCode;
}
