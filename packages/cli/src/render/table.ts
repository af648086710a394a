import type { Writable } from 'node:stream';
import { styleFor } from './style.ts';

/** Rows below a head, each column as wide as its widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], stream: Writable): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[styleFor(stream)('bold', line(head)), ...rows.map(line)].join('\n')}\n`;
}
