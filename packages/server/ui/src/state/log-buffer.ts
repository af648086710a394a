import type { LogLine } from '../api/types.ts';

/** More lines than this are not kept: the oldest go. */
export const mostLines = 500_000;

/** A line of a log and its number, counted from 1. */
export interface NumberedLine extends LogLine {
  readonly number: number;
}

/** What of a log is held in memory. Grows in place: copying half a million lines for each new one would not do. */
export interface LogBuffer {
  readonly lines: NumberedLine[];
  dropped: number;
}

export function createLogBuffer(): LogBuffer {
  return { lines: [], dropped: 0 };
}

export function appendLines(buffer: LogBuffer, lines: readonly LogLine[], most = mostLines): void {
  let number = buffer.dropped + buffer.lines.length;
  for (const line of lines) {
    number += 1;
    buffer.lines.push({ ...line, number });
  }
  const surplus = buffer.lines.length - most;
  if (surplus > 0) {
    buffer.lines.splice(0, surplus);
    buffer.dropped += surplus;
  }
}

export interface LogFilter {
  readonly stream: 'both' | 'stdout' | 'stderr';
  /** Case does not matter; empty finds everything. */
  readonly search: string;
}

/** The lines that a filter lets through. */
export function filterLines(lines: readonly NumberedLine[], { stream, search }: LogFilter): readonly NumberedLine[] {
  if (stream === 'both' && search === '') return lines;
  const wanted = search.toLowerCase();
  return lines.filter(
    (line) =>
      (stream === 'both' || line.stream === stream) && (wanted === '' || line.text.toLowerCase().includes(wanted)),
  );
}

/** A line in pieces, those that were searched for marked. */
export function markMatches(text: string, search: string): { readonly text: string; readonly match: boolean }[] {
  if (search === '') return [{ text, match: false }];
  const [lower, wanted] = [text.toLowerCase(), search.toLowerCase()];
  // Lower case is longer in some scripts; then the places would be wrong.
  if (lower.length !== text.length) return [{ text, match: false }];
  const pieces: { text: string; match: boolean }[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), match: false });
    pieces.push({ text: text.slice(at, at + wanted.length), match: true });
    from = at + wanted.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), match: false });
  return pieces;
}
