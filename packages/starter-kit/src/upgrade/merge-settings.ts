import { isDeepStrictEqual } from 'node:util';
import type { MergedText } from './merge-text.ts';

type Settings = Readonly<Record<string, unknown>>;

/**
 * Merges what the author and the starter made of `planqk-service.json` field by field. Markers of a conflict would leave
 * a file that none of our commands can read. Undefined when both changed the same field, or one of them is no object.
 */
export function mergeSettings(mine: Uint8Array, base: Uint8Array, theirs: Uint8Array): MergedText | undefined {
  const [a, o, b] = [mine, base, theirs].map(parse);
  if (a === undefined || o === undefined || b === undefined) return undefined;
  const merged: [string, unknown][] = [];
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [author, before, now] = [a[name], o[name], b[name]];
    const isEdited = !isDeepStrictEqual(author, before);
    if (isEdited && !isDeepStrictEqual(now, before) && !isDeepStrictEqual(now, author)) return undefined;
    merged.push([name, isEdited ? author : now]);
  }
  const indentation = /\n([ \t]+)\S/.exec(Buffer.from(mine).toString())?.[1] ?? 2;
  return {
    bytes: Buffer.from(`${JSON.stringify(Object.fromEntries(merged), undefined, indentation)}\n`),
    conflicts: 0,
  };
}

function parse(bytes: Uint8Array): Settings | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : undefined;
  } catch {
    return undefined;
  }
}
