import { keyAt, skipBlanks, stringEnd, valueEnd } from './json-skip.ts';
import type { JsonText } from './json-text.ts';

/**
 * The members of a JSON object as they are written: raw text by key. Of a key that stands several times the last one
 * counts, as with `JSON.parse`.
 *
 * @param json an object; anything else has no members
 */
export function jsonMembers(json: JsonText): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  if (!json.isObject()) return members;
  const { text } = json;
  let at = skipBlanks(text, skipBlanks(text, 0) + 1);
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at);
    const from = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    const end = valueEnd(text, from);
    members.set(keyAt(text, at, keyEnd), text.slice(from, end));
    at = skipBlanks(text, end);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
  }
  return members;
}
