import type { Writable } from 'node:stream';
import { type Inspection, type InspectionCode, inspectionCodes } from '@planqk-service/core';
import { styleFor } from './style.ts';
import { formatBytes } from './units.ts';

const marks = { error: ['red', '✘'], warning: ['yellow', '!'] } as const;

/** What the platform will see, and below it the findings by line, each remedy once behind the last that needs it. */
export function inspectionText(inspection: Inspection, stream: Writable): string {
  const style = styleFor(stream);
  const { findings, counts } = inspection;
  const lines = seen(inspection).map((line) => `${style('dim', '-')} ${line}\n`);
  for (const [index, { code, severity, stream: name, line, column, detail, remedy }] of findings.entries()) {
    const [colour, mark] = marks[severity];
    const place = `${name === 'stderr' ? 'stderr ' : ''}${line}:${column}`;
    lines.push(`${style(colour, mark)} ${place} ${printable(detail)} ${style('dim', code)}\n`);
    if (findings[index + 1]?.code !== code) lines.push(`    ${style('cyan', 'Try:')} ${remedy}\n`);
  }
  for (const code of Object.keys(inspectionCodes) as InspectionCode[]) {
    const more = (counts[code] ?? 0) - findings.filter((finding) => finding.code === code).length;
    if (more > 0) lines.push(`${style('dim', '-')} ${more} more ${code}\n`);
  }
  return lines.join('');
}

function seen({ bytes, lines, result, ignoredResults, interim }: Inspection): string[] {
  const size = `${count(lines, 'line')}, ${formatBytes(bytes)}`;
  const ignored = ignoredResults === 0 ? '' : `; ${count(ignoredResults, 'later one')} ignored`;
  const how = result?.form === 'block' ? 'a block from line' : 'line';
  const what = result?.bytes === undefined ? 'not valid' : formatBytes(result.bytes);
  return [
    `Output: ${size}`,
    result === undefined ? 'Result: none' : `Result: ${how} ${result.line}, ${what}${ignored}`,
    interim.first === undefined
      ? 'Interim results: none'
      : `Interim results: ${interim.count}, ${lineRange(interim.first.line, interim.last?.line)}`,
  ];
}

function lineRange(first: number, last: number = first): string {
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** A log may hold anything; its control characters must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}
