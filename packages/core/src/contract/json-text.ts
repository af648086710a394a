import { ServiceError } from '../errors/index.ts';
import { findJsonFault } from './json-fault.ts';
import { type Place, placeAt } from './json-place.ts';
import { isPlainJson } from './json-scan.ts';

/** What kind of value a JSON text holds. */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** The answer of {@link JsonText.try}. `place` counts within the text that was given. */
export type JsonTextAttempt =
  | { readonly ok: true; readonly json: JsonText }
  | { readonly ok: false; readonly reason: string; readonly place?: Place };

const kinds: Readonly<Record<string, JsonKind>> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};

/** As values a text takes several times its own memory; from this length on (1 MB) that is worth avoiding. */
const large = 1_000_000;

/** Whether a text is surely JSON, told without making its values. */
function isPlainText(text: string): boolean {
  const bytes = Buffer.from(text);
  let to = bytes.length;
  while (to > 0 && /[ \t\n\r]/.test(String.fromCharCode(bytes[to - 1] as number))) to -= 1;
  return isPlainJson(bytes, 0, to);
}

/**
 * A text that is known to be JSON and is handed on as it was written: numbers beyond double precision, `1.0`,
 * `1e400`, the order of keys and duplicate keys survive because it is never parsed and written again.
 *
 * Source: PlanQK documentation, custom containers (the platform passes raw JSON text through).
 */
export class JsonText {
  /** The text exactly as it was given, blanks around the value included. */
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /**
   * Takes a text that has to be JSON; `source` is what to call it in a message ("input/data.json").
   *
   * @throws ServiceError `INVALID_JSON` with the reason and the place of the first fault.
   */
  static from(text: string, source: string): JsonText {
    const attempt = JsonText.try(text);
    if (attempt.ok) return attempt.json;
    const { reason, place } = attempt;
    throw new ServiceError('INVALID_JSON', { source, reason, place });
  }

  /** Takes a text that may be JSON; never throws. */
  static try(text: string): JsonTextAttempt {
    try {
      if (text.length < large || !isPlainText(text)) JSON.parse(text);
      return { ok: true, json: new JsonText(text) };
    } catch (error) {
      const fault = findJsonFault(text);
      if (fault === undefined) return { ok: false, reason: error instanceof Error ? error.message : String(error) };
      return { ok: false, reason: fault.reason, place: placeAt(text, fault.offset) };
    }
  }

  /**
   * Takes bytes that are plain: no blanks around the value, nothing unusual in it. Undefined means that they have to
   * be decoded and given to {@link JsonText.try}. Nearly all output of services is plain, and this is quicker.
   */
  static tryPlain(bytes: Buffer, from: number, to: number): JsonText | undefined {
    if (!isPlainJson(bytes, from, to)) return undefined;
    const text = bytes.toString('utf8', from, to);
    // Bad bytes decode to U+FFFD; a printed one is rare enough to take the long way as well.
    if (text.includes('\uFFFD')) return undefined;
    return new JsonText(text);
  }

  /** Told from the first character alone. */
  get kind(): JsonKind {
    return kinds[/[^ \t\n\r]/.exec(this.text)?.[0] ?? ''] ?? 'number';
  }

  /** Length in bytes as UTF-8. */
  get byteLength(): number {
    return Buffer.byteLength(this.text);
  }

  isObject(): boolean {
    return this.kind === 'object';
  }

  /** The value as JavaScript sees it: numbers become doubles, of duplicate keys the last one stays. */
  parse(): unknown {
    return JSON.parse(this.text);
  }

  toString(): string {
    return this.text;
  }

  /**
   * For `JSON.stringify`: every number keeps its spelling; blanks, duplicate keys and the place of keys that are
   * whole numbers do not. To keep those as well, use {@link stringifyWithRawJson}.
   */
  toJSON(): unknown {
    return parseKeepingNumbers(this.text);
  }
}

/** `JSON.rawJSON` and the reviver's third argument: in Node since version 22, not yet in TypeScript's es2024 library. */
interface SourceAccess {
  rawJSON(text: string): unknown;
  parse(text: string, reviver: (key: string, value: unknown, context: { source: string }) => unknown): unknown;
}

function parseKeepingNumbers(text: string): unknown {
  const json = JSON as unknown as SourceAccess;
  return json.parse(text, (_key, value, { source }) => (typeof value === 'number' ? json.rawJSON(source) : value));
}
