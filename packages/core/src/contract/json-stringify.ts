import { JsonText } from './json-text.ts';

/**
 * `JSON.stringify` with every {@link JsonText} inside `value` written as it is, apart from the blanks around it:
 * JSON in JSON without a detour through JavaScript's numbers. Undefined, functions and symbols are left out
 * of objects and become null in arrays; `toJSON` is honoured.
 *
 * @param indent Blanks per level; the inside of a JsonText is not touched. Default: everything on one line.
 * @throws TypeError for a bigint, RangeError for a value that contains itself.
 */
export function stringifyWithRawJson(value: unknown, indent = 0): string {
  return write(value, '', indent, '') ?? 'null';
}

function write(value: unknown, key: string, indent: number, margin: string): string | undefined {
  if (value instanceof JsonText) return trimJson(value.text);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON(key), key, indent, margin);

  const inner = margin + ' '.repeat(indent);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) parts.push(write(item, String(index), indent, inner) ?? 'null');
    return join(parts, '[', ']', indent, margin);
  }
  for (const [name, item] of Object.entries(value)) {
    const text = write(item, name, indent, inner);
    if (text !== undefined) parts.push(`${JSON.stringify(name)}:${indent > 0 ? ' ' : ''}${text}`);
  }
  return join(parts, '{', '}', indent, margin);
}

function join(parts: readonly string[], open: string, close: string, indent: number, margin: string): string {
  if (parts.length === 0 || indent === 0) return `${open}${parts.join(',')}${close}`;
  const inner = `\n${margin}${' '.repeat(indent)}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${margin}${close}`;
}

/** Not `trim()`, which also takes away blanks that JSON does not know; no pattern, which is slow on long gaps. */
function trimJson(text: string): string {
  let from = 0;
  let to = text.length;
  while (isBlank(text[from])) from += 1;
  while (to > from && isBlank(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}
