import { looksLikeUtf16 } from './encoding.ts';
import { type JsonFault, readNumber, readString, strangerAt } from './json-token.ts';

export type { JsonFault } from './json-token.ts';

type Expected = 'value' | 'firstItem' | 'key' | 'firstKey' | 'colon' | 'end';

const whitespace = new Set([' ', '\t', '\n', '\r']);
const literals = ['true', 'false', 'null'];
const missing: Readonly<Record<Expected, string>> = {
  value: 'a value is missing here.',
  firstItem: 'a value or "]" is missing here.',
  key: 'a property name in double quotes is missing here.',
  firstKey: 'a property name in double quotes or "}" is missing here.',
  colon: 'a ":" is missing here.',
  end: 'a "," or a closing bracket is missing here.',
};

/**
 * Finds out what keeps a text from being JSON, or undefined when nothing does. To be asked after `JSON.parse` has
 * refused the text: the native parser is much faster, but says neither the place nor a useful reason for
 * every fault. Linear in the length of the text; brackets are kept on a list, so that depth costs no stack.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  if (looksLikeUtf16(text)) return { offset: 0, reason: 'it looks like UTF-16; JSON files are UTF-8.' };
  if (text.startsWith('\uFEFF')) return { offset: 0, reason: 'it begins with a byte order mark.' };
  const open: string[] = [];
  let expected: Expected = 'value';
  let comma = -1;
  let at = skipWhitespace(text, 0);
  if (at === text.length) return { offset: 0, reason: 'it is empty.' };

  for (; at < text.length; at = skipWhitespace(text, at)) {
    const char = text[at] as string;
    if (expected === 'end' && open.length === 0)
      return { offset: at, reason: 'there is more text behind the JSON value.' };

    if (char === '}' || char === ']') {
      const opening = char === '}' ? '{' : '[';
      if (comma !== -1) return { offset: comma, reason: 'a comma must not stand before a closing bracket.' };
      const closable = expected === 'end' || expected === (char === '}' ? 'firstKey' : 'firstItem');
      if (!closable || open.at(-1) !== opening) return { offset: at, reason: `"${char}" does not belong here.` };
      open.pop();
      expected = 'end';
      at += 1;
      continue;
    }
    comma = -1;
    const next = step(text, at, expected);
    if (typeof next !== 'number') return next;
    at = next;

    if (expected === 'end') {
      comma = at - 1;
      expected = open.at(-1) === '{' ? 'key' : 'value';
    } else if (expected === 'key' || expected === 'firstKey') expected = 'colon';
    else if (expected === 'colon') expected = 'value';
    else if (char === '{' || char === '[') {
      open.push(char);
      expected = char === '{' ? 'firstKey' : 'firstItem';
    } else expected = 'end';
  }
  return expected === 'end' && open.length === 0
    ? undefined
    : { offset: text.length, reason: 'it ends in the middle of a value.' };
}

/** Where the one token that is expected at `at` has come to its end, or why it is not there. */
function step(text: string, at: number, expected: Expected): number | JsonFault {
  const char = text[at] as string;
  if (expected === 'end' && char === ',') return at + 1;
  if (expected === 'colon' && char === ':') return at + 1;
  if (expected === 'key' || expected === 'firstKey') {
    if (char === '"') return readString(text, at);
  } else if (expected === 'value' || expected === 'firstItem') {
    if (char === '{' || char === '[') return at + 1;
    if (char === '"') return readString(text, at);
    if (char === '-' || (char >= '0' && char <= '9')) return readNumber(text, at);
    const literal = literals.find((word) => text.startsWith(word, at));
    if (literal !== undefined && strangerAt(text, at) === undefined) return at + literal.length;
  }
  return { offset: at, reason: strangerAt(text, at) ?? missing[expected] };
}

function skipWhitespace(text: string, from: number): number {
  let at = from;
  while (at < text.length && whitespace.has(text[at] as string)) at += 1;
  return at;
}
