import { countVerdicts, type Verdict } from '@planqk-service/core';
import { unmeasured } from './test-text.ts';
import { xmlEscaped } from './xml.ts';

/**
 * Verdicts as a JUnit report: one suite for the cases, one for the probes. Errors are failures; warnings are told in the
 * output of their test; the peak of memory is the property `peakMemoryBytes`; where it is not
 * known, the property `memory` says why.
 */
export function testJunit(service: string, verdicts: readonly Verdict[]): string {
  const suites = (['case', 'probe'] as const)
    .map((kind) => verdicts.filter((verdict) => verdict.kind === kind))
    .filter((group) => group.length > 0)
    .map((group) => [
      `  <testsuite name="${xmlEscaped(`${service} ${group[0]?.kind}s`)}" ${totals(group)}>`,
      ...group.map(testCase),
      '  </testsuite>',
    ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="planqk-service test" ${totals(verdicts)}>`,
    ...suites.flat(),
    '</testsuites>',
    '',
  ].join('\n');
}

function totals(verdicts: readonly Verdict[]): string {
  const { failed, skipped } = countVerdicts(verdicts);
  const seconds = verdicts.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000;
  return `tests="${verdicts.length}" failures="${failed}" errors="0" skipped="${skipped}" time="${seconds.toFixed(3)}"`;
}

function testCase(verdict: Verdict): string {
  const { id, kind, title, status, skipped, findings, durationMs } = verdict;
  const name = id.slice(kind.length + 1);
  const head = `<testcase name="${xmlEscaped(name)}" classname="planqk-service.${kind}" time="${(durationMs / 1_000).toFixed(3)}">`;
  const text = findings.map(({ severity, message, remedy }) => `${severity}: ${message}\n  ${remedy}`).join('\n');
  const first = findings.find(({ severity }) => severity === 'error')?.message ?? title;
  const body = {
    passed: '',
    skipped: `<skipped message="${xmlEscaped(skipped ?? '')}"/>`,
    warned: `<system-out>${xmlEscaped(text)}</system-out>`,
    failed: `<failure type="${kind}" message="${xmlEscaped(first)}">${xmlEscaped(text)}</failure>`,
  }[status];
  return `    ${head}${properties(verdict)}${body}</testcase>`;
}

function properties(verdict: Verdict): string {
  const { peakMemoryBytes } = verdict;
  const [name, value] =
    peakMemoryBytes === undefined ? ['memory', unmeasured(verdict)] : ['peakMemoryBytes', String(peakMemoryBytes)];
  return value === '' ? '' : `<properties><property name="${name}" value="${value}"/></properties>`;
}
