import { skipBlanks, stringEnd, valueEnd } from '../contract/json-skip.ts';
import { JsonText } from '../contract/json-text.ts';
import { deepestLevel } from './scan-json.ts';
import { mostNames } from './shape.ts';

/** Samples up to this many characters are examples as they are. */
const small = 2000;
/** An example that stays longer than this helps nobody. */
const large = 8000;
const mostItems = 3;
const mostEntries = 8;
const longestString = 400;

/**
 * An example that a reader takes in: the sample itself when it is small, otherwise with the first items of every
 * array, the first entries of every large map and the beginning of every long string. Undefined when even that is
 * too much. Whatever schema was inferred from the sample accepts it.
 */
export function cutExample(sample: JsonText): JsonText | undefined {
  const { text } = sample;
  const out: string[] = [];
  if (text.length <= small && nesting(text) <= deepestLevel) return sample;
  const from = skipBlanks(text, 0);
  // A string or number at the top has an end worth looking for; of anything else only the beginning matters.
  cut(text, from, '{['.includes(text[from] as string) ? text.length : valueEnd(text, from), 0, out);
  const example = out.join('');
  if (example.length > large) return undefined;
  const attempt = JsonText.try(example);
  return attempt.ok ? attempt.json : undefined;
}

/** Writes the value that stands from `from` to `end`; nothing is read twice but what is written. */
function cut(text: string, from: number, end: number, depth: number, out: string[]): void {
  const char = text[from];
  if (char === '"') out.push(end - from <= longestString ? text.slice(from, end) : shortString(text.slice(from, end)));
  else if (char !== '{' && char !== '[') out.push(text.slice(from, end));
  else if (depth >= deepestLevel) out.push('null');
  else if (char === '[') cutArray(text, from, depth, out);
  else cutObject(text, from, depth, out);
}

function cutArray(text: string, from: number, depth: number, out: string[]): void {
  out.push('[');
  let at = skipBlanks(text, from + 1);
  for (let index = 0; index < mostItems && text[at] !== ']'; index += 1) {
    if (index > 0) out.push(',');
    const end = valueEnd(text, at);
    cut(text, at, end, depth + 1, out);
    at = behindComma(text, end);
  }
  out.push(']');
}

function cutObject(text: string, from: number, depth: number, out: string[]): void {
  const entries: { readonly key: string; readonly from: number; readonly end: number }[] = [];
  let at = skipBlanks(text, from + 1);
  while (text[at] !== '}' && entries.length <= mostNames) {
    const keyEnd = stringEnd(text, at);
    const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    const end = valueEnd(text, start);
    entries.push({ key: text.slice(at, keyEnd), from: start, end });
    at = behindComma(text, end);
  }
  out.push('{');
  for (const [index, entry] of entries.slice(0, entries.length > mostNames ? mostEntries : mostNames).entries()) {
    out.push(index > 0 ? ',' : '', entry.key, ':');
    cut(text, entry.from, entry.end, depth + 1, out);
  }
  out.push('}');
}

function behindComma(text: string, end: number): number {
  const at = skipBlanks(text, end);
  return text[at] === ',' ? skipBlanks(text, at + 1) : at;
}

function shortString(quoted: string): string {
  // By code points, so that no pair is cut in two.
  return JSON.stringify(`${[...(JSON.parse(quoted) as string).slice(0, longestString)].slice(0, -1).join('')}…`);
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at) - 1;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest;
}
