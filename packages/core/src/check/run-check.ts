import type { Finding } from './finding.ts';
import type { Check, Rule } from './rule.ts';
import { applySilences, readSilences } from './silence.ts';

/**
 * Holds a project against rules: {@link allRules}, some of them, or your own. Nothing is printed or changed.
 *
 * What `check.silence` in `planqk-service.json` names is set aside; a silence that nothing is found for is a finding
 * itself where the rule `silence-unused` is among the rules.
 *
 * With `run`, how an execution on the sample input ended, rules that need one are asked too.
 */
export const runCheck: Check = async (files, rules, run) => {
  const asked = rules.filter(({ needsRun }) => !needsRun || run !== undefined);
  const found = await Promise.all(
    asked.map(async (rule) => (await rule.check(files, run)).map((report) => findingOf(rule, report))),
  );
  const { findings, silenced } = applySilences(found.flat(), await readSilences(files), { rules, asked });
  return { findings: findings.toSorted(byPlace), silenced: silenced.toSorted(byPlace) };
};

function findingOf(
  rule: Rule,
  { message, remedy, severity, location }: Awaited<ReturnType<Rule['check']>>[number],
): Finding {
  return { rule: rule.id, severity: severity ?? rule.severity, message, remedy, ...(location && { location }) };
}

/** What stands in the same place keeps the order of the rules. */
function byPlace({ location: a }: Finding, { location: b }: Finding): number {
  if (a?.file !== b?.file) return (a?.file ?? '') < (b?.file ?? '') ? -1 : 1;
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

/** Where a rule is explained, relative to the repository. */
export function ruleReference(id: string): string {
  return `docs/checks.md#${id}`;
}
