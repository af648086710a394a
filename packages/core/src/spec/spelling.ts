import { type Document, isPair, isScalar, isSeq, visit } from 'yaml';

/** How numbers are written that JavaScript would write otherwise, by the object or array that they are in. */
const spellings = new WeakMap<object, Map<string, string>>();
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** `JSON.rawJSON`: in Node since version 22, not yet in TypeScript's es2024 library. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/**
 * Remembers the spelling of numbers such as 9007199254740993, 1e400 and 1.50, so that messages can quote them.
 *
 * @param values what the document was turned into
 */
export function rememberSpellings(document: Document, values: unknown): void {
  visit(document, {
    Scalar(key, { value, source }, path) {
      if (key === 'key' || typeof value !== 'number' || source === undefined || source === String(value)) return;
      const [holder, name] = holderOf(path, key, values);
      if (typeof holder !== 'object' || holder === null) return;
      const known = spellings.get(holder) ?? new Map<string, string>();
      spellings.set(holder, known.set(name, source));
    },
  });
}

/** A value of an object or array as JSON, its numbers as they were written; undefined where there is none. */
export function writtenAs(holder: object, key: string | number): string | undefined {
  const value = (holder as Readonly<Record<string | number, unknown>>)[key];
  return spellings.get(holder)?.get(String(key)) ?? written(value);
}

/** As {@link writtenAs}, for what is deeper inside. */
export function writtenAt(root: object, path: readonly (string | number)[]): string | undefined {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => (at as Readonly<Record<string | number, unknown>> | undefined)?.[key], root);
  const last = path.at(-1);
  return typeof holder === 'object' && holder !== null && last !== undefined ? writtenAs(holder, last) : undefined;
}

/** A value as JSON, the numbers in it as they were written. */
export function written(value: unknown): string | undefined {
  return JSON.stringify(value, function (this: object, key: string, item: unknown) {
    const source = spellings.get(this)?.get(key);
    return source !== undefined && jsonNumber.test(source) ? rawJSON(source) : item;
  });
}

/** The object or array that a scalar has become a part of, and the key of that part. */
function holderOf(path: readonly unknown[], last: string | number | null, values: unknown): [unknown, string] {
  const keys = path.flatMap((node, index) => {
    if (isPair(node)) return [String(isScalar(node.key) ? node.key.value : node.key)];
    const next = path[index + 1];
    return isSeq(node) && next !== undefined ? [String(node.items.indexOf(next))] : [];
  });
  const name = typeof last === 'number' ? String(last) : (keys.pop() ?? '');
  const holder = keys.reduce<unknown>(
    (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
    values,
  );
  return [holder, name];
}
