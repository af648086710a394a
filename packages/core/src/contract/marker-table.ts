import { commonLength, isBlank, newline } from './output-bytes.ts';
import type { Markers } from './profile.ts';

/** What a line that begins with the markers' prefix is; `length` is where the JSON text begins. */
export type MarkerLine =
  | { readonly kind: 'result' | 'interim' | 'delimiter'; readonly length: number }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'undecided' };

/** A marker as bytes, and what the byte behind it makes of the line; undefined stands for the end of the stream. */
interface MarkerForm {
  readonly bytes: readonly number[];
  readonly follow: (next: number | undefined) => MarkerLine;
}

const colon = 0x3a;
const undecided: MarkerLine = { kind: 'undecided' };

/**
 * Tells marker lines apart by their beginning. Blanks behind a delimiter may still turn out to be followed by text.
 *
 * Source: PlanQK documentation, custom containers. Our decision: an interim marker without a colon is followed by
 * a blank, and a colon behind the multiline marker makes it unknown.
 */
export class MarkerTable {
  readonly #forms: readonly MarkerForm[];
  readonly #prefix: readonly number[];
  readonly #unknown: MarkerLine;
  /** What a line with more than blanks behind the multiline marker is called. */
  readonly unknownDelimiter: string;

  constructor({ prefix, result, interim, multiline }: Markers) {
    this.#prefix = [...Buffer.from(prefix)];
    this.unknownDelimiter = `"${multiline}" must stand alone on its line, without a colon.`;
    this.#unknown = { kind: 'unknown', reason: `only ${result}, ${multiline} and ${interim} are markers.` };
    const resultText: MarkerLine = { kind: 'result', length: result.length + 1 };
    const resultBare: MarkerLine = { kind: 'unknown', reason: `"${result}" must be followed by a colon.` };
    const interimText: MarkerLine = { kind: 'interim', length: interim.length + 1 };
    const interimBare: MarkerLine = { kind: 'interim', length: interim.length };
    const interimWord: MarkerLine = { kind: 'unknown', reason: `"${interim}" must be followed by a colon.` };
    const delimiter: MarkerLine = { kind: 'delimiter', length: multiline.length };
    const delimiterWord: MarkerLine = { kind: 'unknown', reason: this.unknownDelimiter };
    this.#forms = [
      { bytes: [...Buffer.from(result)], follow: (next) => (next === colon ? resultText : resultBare) },
      {
        bytes: [...Buffer.from(interim)],
        follow: (next) => (next === colon ? interimText : endsWord(next) ? interimBare : interimWord),
      },
      { bytes: [...Buffer.from(multiline)], follow: (next) => (endsWord(next) ? delimiter : delimiterWord) },
    ];
  }

  /** Whether a line that begins at `from` begins as all markers do. */
  hasPrefixAt(bytes: Buffer, from: number): boolean {
    return commonLength(bytes, from, this.#prefix) === this.#prefix.length;
  }

  /** What the line that begins with the prefix at `from` is; "undecided" if more bytes must be seen and the stream is not over. */
  markerAt(bytes: Buffer, from: number, last: boolean): MarkerLine {
    for (const form of this.#forms) {
      const length = commonLength(bytes, from, form.bytes, this.#prefix.length);
      if (from + length === bytes.length && !last) return undecided;
      if (length === form.bytes.length) return form.follow(bytes[from + length]);
    }
    return this.#unknown;
  }
}

function endsWord(byte: number | undefined): boolean {
  return byte === undefined || byte === newline || isBlank(byte);
}
