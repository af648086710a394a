import { errorEnvelope, errorText, reportOf } from '@planqk-service/core';
import type { World } from './world.ts';

/** Reports what was thrown and answers with the exit code of the process. */
export function reportFailure(error: unknown, json: boolean, { out, err }: World): number {
  const report = reportOf(error, 'create-planqk-service');
  if (json) out.write(errorEnvelope(report));
  else err.write(errorText(report, err.paint));
  return report.exitCode;
}
