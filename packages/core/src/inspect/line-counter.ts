import { newline } from '../contract/output-bytes.ts';
import type { StreamPlace } from './inspection.ts';

/** As much of a line is looked at, in bytes. */
const longestText = 1024;

/**
 * Tells lines by offsets. It sees the bytes piece by piece and keeps none; a place can be asked for while its piece,
 * or the line that reaches into it, is at hand. Asked in rising order, it looks at each byte once.
 */
export class LineCounter {
  #bytes: Buffer = Buffer.alloc(0);
  #base = 0;
  /** The line that the piece begins in, and where that line begins. */
  #firstLine = 1;
  #firstStart = 0;
  /** The line that was asked for last. */
  #line = 1;
  #start = 0;

  /** The next piece of the stream. */
  begin(bytes: Buffer): void {
    this.lineAt(this.#base + this.#bytes.length);
    this.#base += this.#bytes.length;
    this.#firstLine = this.#line;
    this.#firstStart = this.#start;
    this.#bytes = bytes;
  }

  /** The line of the byte at `offset`, and where that line begins. */
  lineAt(offset: number): { readonly line: number; readonly start: number } {
    if (offset < this.#start) {
      this.#line = this.#firstLine;
      this.#start = this.#firstStart;
    }
    const end = offset - this.#base;
    let at = Math.max(0, this.#start - this.#base);
    for (;;) {
      at = this.#bytes.indexOf(newline, at);
      if (at === -1 || at >= end) return { line: this.#line, start: this.#start };
      at += 1;
      this.#line += 1;
      this.#start = this.#base + at;
    }
  }

  /** The place of the byte at `offset`. Where the beginning of the line is gone, its columns are bytes. */
  placeAt(offset: number): StreamPlace {
    const { line, start } = this.lineAt(offset);
    const before = start < this.#base ? offset - start : this.#text(start, offset).length;
    return { line, column: before + 1, offset };
  }

  /** The text of a line before `offset`, as far as it is at hand. */
  before(offset: number): string {
    const { start } = this.lineAt(offset);
    return this.#text(Math.max(start, offset - longestText), offset);
  }

  /** The text from `offset` to the end of its line, as far as it is at hand. */
  after(offset: number): string {
    if (offset < this.#base) return '';
    const text = this.#text(offset, offset + longestText);
    const end = text.indexOf('\n');
    return end === -1 ? text : text.slice(0, end);
  }

  #text(from: number, to: number): string {
    return this.#bytes.toString('utf8', Math.max(0, from - this.#base), Math.max(0, to - this.#base));
  }
}
