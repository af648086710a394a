import { type Finding, ruleReference } from '@planqk-service/core';
import type { CheckedProject } from '../actions/check-project.ts';

/** What `--json` has as data. */
export function checkReport({ dir, findings, silenced, fixed, outcome, notRun }: CheckedProject) {
  const withReference = <T extends Finding>(finding: T) => ({ ...finding, ref: ruleReference(finding.rule) });
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  return {
    dir,
    counts: { error: count('error'), warning: count('warning'), info: count('info') },
    findings: findings.map(withReference),
    silenced: silenced.map(withReference),
    fixed,
    outcome,
    notRun: notRun && { code: notRun.code, message: notRun.message, hint: notRun.hint },
  };
}
