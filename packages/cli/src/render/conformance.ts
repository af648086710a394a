import type { Writable } from 'node:stream';
import { countVerdicts } from '@planqk-service/core';
import type { CheckOutcome } from '@planqk-service/starter-kit/testing';
import { styleFor } from './style.ts';
import { verdictMarks } from './test-text.ts';
import { formatDuration } from './units.ts';
import { xmlEscaped } from './xml.ts';

/** A line for each check, below it what is wrong, and a line that counts them. */
export function conformanceText(checks: readonly CheckOutcome[], stream: Writable): string {
  const { passed, failed, skipped } = countVerdicts(checks);
  const parts = [`${passed} passed`, `${failed} failed`, ...(skipped === 0 ? [] : [`${skipped} skipped`])];
  const colour = failed > 0 ? 'red' : 'green';
  return `${checks.map((check) => checkText(check, stream)).join('')}\n${styleFor(stream)(colour, `${parts.join(', ')}.`)}\n`;
}

/** One check, as it ends. */
export function checkText(
  { id, title, status, problems, skipped, durationMs }: CheckOutcome,
  stream: Writable,
): string {
  const style = styleFor(stream);
  const [colour, mark] = verdictMarks[status];
  const facts = skipped ?? formatDuration(durationMs);
  const head = `${style(colour, `${mark} ${id.padEnd(10)}`)} ${title} ${style('dim', `(${facts})`)}\n`;
  return `${head}${problems.map((problem) => `    ${problem}\n`).join('')}`;
}

/** The same as a JUnit report: one suite, a test case for each check. */
export function conformanceJunit(starter: string, checks: readonly CheckOutcome[]): string {
  const { failed, skipped } = countVerdicts(checks);
  const totals = `tests="${checks.length}" failures="${failed}" errors="0" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="planqk-service starters verify" ${totals}>`,
    `  <testsuite name="${xmlEscaped(starter)}" ${totals}>`,
    ...checks.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({ id, title, status, problems, skipped, durationMs }: CheckOutcome): string {
  const body = {
    passed: '',
    failed: `<failure type="${id}" message="${xmlEscaped(title)}">${xmlEscaped(problems.join('\n'))}</failure>`,
    skipped: `<skipped message="${xmlEscaped(skipped ?? '')}"/>`,
  }[status];
  const seconds = (durationMs / 1_000).toFixed(3);
  return `    <testcase name="${id}" classname="planqk-service.starter" time="${seconds}">${body}</testcase>`;
}
