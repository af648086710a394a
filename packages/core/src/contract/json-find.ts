import { keyAt, skipBlanks, stringEnd, valueEnd } from './json-skip.ts';
import type { JsonText } from './json-text.ts';

/** Where a value stands in a JSON text, in UTF-16 code units. */
export interface JsonSpan {
  readonly from: number;
  readonly end: number;
}

/**
 * Finds a value by keys and indexes. Of a key that stands several times the last one counts, as with `JSON.parse`. No
 * tree is made, so that a text of any size will do.
 */
export function findInJson({ text }: JsonText, path: readonly (string | number)[]): JsonSpan | undefined {
  let from = skipBlanks(text, 0);
  for (const step of path) {
    const inside = text[from] === '{' ? findMember(text, from, String(step)) : findItem(text, from, Number(step));
    if (inside === undefined) return undefined;
    from = inside;
  }
  return { from, end: valueEnd(text, from) };
}

function findMember(text: string, open: number, wanted: string): number | undefined {
  let found: number | undefined;
  for (let at = skipBlanks(text, open + 1); text[at] === '"'; ) {
    const keyEnd = stringEnd(text, at);
    const from = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    if (keyAt(text, at, keyEnd) === wanted) found = from;
    at = behindComma(text, valueEnd(text, from));
  }
  return found;
}

function findItem(text: string, open: number, wanted: number): number | undefined {
  if (text[open] !== '[') return undefined;
  let at = skipBlanks(text, open + 1);
  for (let index = 0; text[at] !== ']'; index += 1) {
    if (index === wanted) return at;
    at = behindComma(text, valueEnd(text, at));
  }
  return undefined;
}

function behindComma(text: string, end: number): number {
  const at = skipBlanks(text, end);
  return text[at] === ',' ? skipBlanks(text, at + 1) : at;
}
