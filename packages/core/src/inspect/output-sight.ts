import type { InspectedResult, Inspection, StreamPlace } from './inspection.ts';
import type { LineCounter } from './line-counter.ts';

/** What the platform sees in stdout: which result, how many interim results, and in which lines they begin. */
export class OutputSight {
  readonly #lines: LineCounter;
  result: InspectedResult | undefined;
  ignored = 0;
  #count = 0;
  #first: StreamPlace | undefined;
  #last: StreamPlace | undefined;
  /** The line of the last interim result is looked up once per piece of output. */
  #lastOffset: number | undefined;
  /** A marker whose line or block may be told about when the piece it begins in is gone. */
  #open: StreamPlace | undefined;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  /** The place of the marker that begins the line at `offset`. */
  markerAt(offset: number): StreamPlace {
    if (this.#open?.offset === offset) return this.#open;
    return { line: this.#lines.lineAt(offset).line, column: 1, offset };
  }

  addInterim(offset: number): void {
    this.#count += 1;
    if (this.#first === undefined) this.#first = this.markerAt(offset);
    this.#lastOffset = offset;
  }

  /** A piece has been read; the marker that was begun last may still be open. */
  resolve(markerOffset: number): void {
    if (this.#lastOffset !== undefined) this.#last = this.markerAt(this.#lastOffset);
    this.#lastOffset = undefined;
    this.#open = this.markerAt(markerOffset);
  }

  summary(): Pick<Inspection, 'result' | 'ignoredResults' | 'interim'> {
    if (this.#lastOffset !== undefined) this.#last = this.markerAt(this.#lastOffset);
    return {
      result: this.result,
      ignoredResults: this.ignored,
      interim: { count: this.#count, first: this.#first, last: this.#last },
    };
  }
}
