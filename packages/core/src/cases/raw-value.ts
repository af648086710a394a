import type { JsonText } from '../contract/json-text.ts';

/** A number as it is written. */
export class RawNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON value whose numbers have lost nothing. Of duplicate keys the last one stays. */
export type RawValue = null | boolean | string | RawNumber | readonly RawValue[] | RawObject;

export interface RawObject {
  readonly [key: string]: RawValue;
}

/** The reviver's third argument: in Node since version 22, not yet in TypeScript's es2024 library. */
type Parse = (text: string, reviver: (key: string, value: unknown, context: { source: string }) => unknown) => RawValue;

/** @throws RangeError where the text is nested deeper than the stack is high */
export function rawValue(json: JsonText): RawValue {
  return (JSON.parse as Parse)(json.text, (_key, value, { source }) =>
    typeof value === 'number' ? new RawNumber(source) : value,
  );
}

export function isRawObject(value: RawValue | undefined): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RawNumber);
}

/** A value as JSON on one line, numbers as they are written. */
export function writeRaw(value: RawValue): string {
  if (value instanceof RawNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeRaw).join(', ')}]`;
  if (!isRawObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${writeRaw(item)}`)
    .join(', ')}}`;
}
