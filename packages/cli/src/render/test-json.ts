import { countVerdicts, probeReference, type Verdict } from '@planqk-service/core';
import type { Image } from '@planqk-service/runner';
import type { CaseUpdate } from '../actions/update-cases.ts';

/** What `--json` has as data. */
export function testReport(image: Image, verdicts: readonly Verdict[], updates: readonly CaseUpdate[]) {
  return {
    image,
    counts: countVerdicts(verdicts),
    verdicts: verdicts.map((verdict) => ({
      ...verdict,
      ...(verdict.kind === 'probe' && { ref: probeReference(verdict.id.slice('probe/'.length)) }),
    })),
    updated: updates.map(({ file }) => file),
  };
}
