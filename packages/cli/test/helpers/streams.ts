import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** A stream that keeps what is written to it; `isTTY` and `columns` make it look like a terminal. */
export class Recorder extends Writable {
  readonly isTTY: boolean;
  declare readonly columns?: number;
  readonly #chunks: Buffer[] = [];

  constructor({ isTTY = false, columns }: { isTTY?: boolean; columns?: number } = {}) {
    super();
    this.isTTY = isTTY;
    if (columns !== undefined) this.columns = columns;
  }

  /** Everything so far, as it came. */
  get raw(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  /** Everything so far, without colours and cursor movements. */
  get text(): string {
    return stripVTControlCharacters(this.raw);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#chunks.push(chunk);
    done();
  }
}

/** A stream that takes nothing until it is told to. */
export class SlowReader extends Writable {
  readonly isTTY = false;
  #waiting: (() => void)[] = [];

  constructor() {
    super({ highWaterMark: 1 });
  }

  release(): void {
    for (const done of this.#waiting.splice(0)) done();
  }

  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#waiting.push(done);
  }
}
