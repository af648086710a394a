import type { Writable } from 'node:stream';
import { countVerdicts, probeReference, type TestFinding, type Verdict } from '@planqk-service/core';
import { type Style, styleFor } from './style.ts';
import { formatBytes, formatDuration } from './units.ts';

export const verdictMarks = {
  passed: ['green', '✔'],
  warned: ['yellow', '!'],
  failed: ['red', '✘'],
  skipped: ['dim', '-'],
} as const;
const findingColours = { error: 'red', warning: 'yellow' } as const;

/** A line for each test with its verdict, time and memory; below it what was found; and a line that counts them. */
export function testText(verdicts: readonly Verdict[], stream: Writable): string {
  const style = styleFor(stream);
  const width = Math.max(...verdicts.map(({ id }) => id.length));
  const rows = verdicts.map((verdict) => `${row(verdict, width, style)}${findingsText(verdict, style)}`);
  return `${rows.join('')}\n${summary(verdicts, style)}\n`;
}

function row(verdict: Verdict, width: number, style: Style): string {
  const { id, status, skipped, durationMs, peakMemoryBytes } = verdict;
  const [colour, mark] = verdictMarks[status];
  const memory = peakMemoryBytes === undefined ? unmeasured(verdict) : formatBytes(peakMemoryBytes);
  const facts = skipped ?? `${formatDuration(durationMs).padStart(8)}  ${memory.padStart(7)}`;
  return `${style(colour, `${mark} ${id.padEnd(width)}  ${status.padEnd(7)}`)}  ${style('dim', facts.trimEnd())}\n`;
}

/** Why the peak of memory is not known, in the words of `run`; nothing where nothing ran. */
export function unmeasured({ durationMs, peakMemoryBytes }: Verdict): string {
  return peakMemoryBytes === undefined && durationMs > 0 ? 'too short to measure its memory' : '';
}

/** A remedy that several findings share stands once, behind the last of them. */
function findingsText({ id, kind, title, why = '', findings }: Verdict, style: Style): string {
  const seeAlso = kind === 'probe' ? `  ${style('dim', `(${probeReference(id.slice('probe/'.length))})`)}` : '';
  const lines = findings.map(({ severity, message, remedy }: TestFinding, index) => {
    const isShared = findings[index + 1]?.remedy === remedy;
    const advice = isShared ? '' : `      ${style('cyan', 'Try:')} ${remedy}${seeAlso}\n`;
    return `    ${style(findingColours[severity], printable(message).replaceAll('\n', '\n    '))}\n${advice}`;
  });
  const about = findings.length > 0 && kind === 'probe' ? `    ${style('dim', `${title} ${why}`)}\n` : '';
  return `${about}${lines.join('')}`;
}

function summary(verdicts: readonly Verdict[], style: Style): string {
  const { passed, warned, failed, skipped } = countVerdicts(verdicts);
  const parts = [
    `${passed} passed`,
    ...(warned === 0 ? [] : [`${warned} with warnings`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ];
  return style(failed > 0 ? 'red' : warned > 0 ? 'yellow' : 'green', `${parts.join(', ')}.`);
}

/** A result may hold anything; its control characters must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD');
}
