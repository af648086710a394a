import { type InspectionCode, inspectionCodes } from '@planqk-service/core';
import type { InspectedLog } from '../actions/inspect-log.ts';
import { xmlEscaped } from './xml.ts';

/**
 * An inspection as a JUnit report: one test case for each code, failed where an error was found; warnings are told in
 * the output of theirs.
 */
export function inspectionJunit({ source, findings, counts }: InspectedLog): string {
  const codes = Object.keys(inspectionCodes) as InspectionCode[];
  const cases = codes.map((code) => {
    const { severity, about, remedy } = inspectionCodes[code];
    const name = `name="${code}" classname="planqk-service.inspect"`;
    const count = counts[code] ?? 0;
    if (count === 0) return `    <testcase ${name}/>`;
    const places = findings
      .filter((finding) => finding.code === code)
      .map(({ stream, line, column, detail }) => `${source}:${line}:${column} (${stream}) ${detail}`);
    const text = xmlEscaped([...places, `${count} in all. ${remedy}`].join('\n'));
    const body =
      severity === 'error'
        ? `<failure type="${code}" message="${xmlEscaped(about)}">${text}</failure>`
        : `<system-out>${text}</system-out>`;
    return `    <testcase ${name}>${body}</testcase>`;
  });
  const failures = codes.filter((code) => inspectionCodes[code].severity === 'error' && counts[code]).length;
  const totals = `tests="${codes.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals}>`,
    `  <testsuite name="${xmlEscaped(`planqk-service inspect ${source}`)}" ${totals} skipped="0">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
