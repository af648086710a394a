import { asBuffer, newline } from './output-bytes.ts';

export interface LogTailOptions {
  /** Default: 50. */
  readonly maxLines?: number;
  /** Default: 16 KiB. */
  readonly maxBytes?: number;
}

/** The end of a log, in memory that is fixed from the beginning. */
export class LogTail {
  readonly #maxLines: number;
  readonly #ring: Buffer;
  /** Bytes ever added; the next one goes to this position modulo the ring's size. */
  #added = 0;

  constructor(options: LogTailOptions = {}) {
    this.#maxLines = options.maxLines ?? 50;
    this.#ring = Buffer.alloc(Math.max(1, options.maxBytes ?? 16 * 1024));
  }

  add(bytes: Uint8Array): void {
    const size = this.#ring.length;
    const skipped = Math.max(0, bytes.length - size);
    const kept = asBuffer(bytes).subarray(skipped);
    const at = (this.#added + skipped) % size;
    const fitting = kept.copy(this.#ring, at);
    kept.copy(this.#ring, 0, fitting);
    this.#added += bytes.length;
  }

  /** The last lines as text; a character that was cut in two at the front is left out. */
  toString(): string {
    const tail = this.#bytes();
    let from = 0;
    if (this.#added > tail.length) while (((tail[from] ?? 0) & 0xc0) === 0x80) from += 1;
    return tail.toString('utf8', Math.max(from, this.#linesFrom(tail)));
  }

  #bytes(): Buffer {
    const size = this.#ring.length;
    if (this.#added <= size) return this.#ring.subarray(0, this.#added);
    const oldest = this.#added % size;
    return Buffer.concat([this.#ring.subarray(oldest), this.#ring.subarray(0, oldest)]);
  }

  #linesFrom(tail: Buffer): number {
    let lineBreak = tail.at(-1) === newline ? tail.length - 1 : tail.length;
    for (let lines = 0; lines < this.#maxLines; lines += 1) {
      lineBreak = lineBreak === 0 ? -1 : tail.lastIndexOf(newline, lineBreak - 1);
      if (lineBreak === -1) return 0;
    }
    return lineBreak + 1;
  }
}
