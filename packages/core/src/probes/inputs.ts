import { isRawObject, RawNumber, type RawValue, rawValue, writeRaw } from '../cases/raw-value.ts';
import { JsonText } from '../contract/json-text.ts';

/** A key that no service knows, and that nobody takes for their own. */
export const strangeKey = 'planqkServiceProbe';

/** Whether an input says nothing: `{}`, or no object. */
export function isEmptyInput(text: string): boolean {
  const attempt = JsonText.try(text);
  return !attempt.ok || !attempt.json.isObject() || /^\s*\{\s*\}\s*$/.test(text);
}

/** The same object with one more field at its end; nothing else is written anew. */
export function withField(object: string, key: string, value: string): string {
  const inside = object.slice(object.indexOf('{') + 1, object.lastIndexOf('}')).trim();
  return `{${inside}${inside === '' ? '' : ', '}${JSON.stringify(key)}: ${value}}`;
}

/**
 * Every way to put `number` in the place of one whole number of an object, in its order.
 *
 * @returns at most `most` texts, each with where the number is, such as `/graph/seed`
 */
export function withNumberReplaced(object: string, number: string, most: number): { path: string; text: string }[] {
  const attempt = JsonText.try(object);
  if (!attempt.ok) return [];
  const found: { path: string; text: string }[] = [];
  const root = rawValue(attempt.json);
  const look = (value: RawValue, path: string, put: (inner: RawValue) => RawValue) => {
    if (found.length >= most) return;
    if (value instanceof RawNumber) {
      if (/^-?\d+$/.test(value.text)) found.push({ path, text: writeRaw(put(new RawNumber(number))) });
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        look(item, `${path}/${index}`, (inner) => put(value.with(index, inner)));
    } else if (isRawObject(value)) {
      for (const [key, item] of Object.entries(value))
        look(item, `${path}/${key}`, (inner) =>
          put(Object.fromEntries(Object.entries(value).map((entry) => (entry[0] === key ? [key, inner] : entry)))),
        );
    }
  };
  look(root, '', (inner) => inner);
  return found;
}
