import type { Writable } from 'node:stream';
import type { Examined } from '../actions/examine.ts';
import { styleFor } from './style.ts';

const marks = { ok: ['green', '✔'], info: ['dim', '-'], warning: ['yellow', '!'], error: ['red', '✘'] } as const;

/** Findings as lines for people; a remedy that several in a row share stands once, below the last of them. */
export function findingsText(findings: readonly Examined[], stream: Writable): string {
  const style = styleFor(stream);
  return findings
    .map(({ level, subject, detail, remedy }, index) => {
      const [colour, mark] = marks[level];
      const isShared = findings[index + 1]?.remedy === remedy;
      const advice = remedy === '' || isShared ? '' : `\n    ${style('cyan', 'Try:')} ${remedy}`;
      return `${style(colour, mark)} ${subject}: ${detail}${advice}\n`;
    })
    .join('');
}
