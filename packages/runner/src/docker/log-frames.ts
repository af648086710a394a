import type { OutputChunk } from '../engine/port.ts';

const headerLength = 8;
const newline = Buffer.from('\n');
const streams: readonly (OutputChunk['stream'] | undefined)[] = [undefined, 'stdout', 'stderr'];

/** What an engine's log holds in one entry: a line, or a piece of a long one. */
interface Entry {
  readonly stream: OutputChunk['stream'];
  /** Undefined where the log was read without times. */
  readonly time: string | undefined;
  readonly bytes: Buffer;
}

/**
 * Takes an engine's log apart: frames as of an attached stream, but each of them one entry of the log.
 *
 * With times, it also gives back what Docker's driver `local` forgets on some engines (docs/probes): the newline behind
 * a line of 16 KB and more. All pieces of one line have the time of its first, so an entry of another time begins a new
 * line. A time is taken off where its entry begins, never looked for in the text.
 */
export class LogFrames {
  readonly #withTimes: boolean;
  readonly #holdsLast: boolean;
  readonly #open = new Map<OutputChunk['stream'], string | undefined>();
  #rest: Buffer = Buffer.alloc(0);
  #held: Entry | undefined;

  /** @param options `holdsLast`: the last entry may be only half of one, and is told by `held` only */
  constructor(options: { readonly withTimes: boolean; readonly holdsLast?: boolean }) {
    this.#withTimes = options.withTimes;
    this.#holdsLast = options.holdsLast ?? false;
  }

  /**
   * What `chunk` brings of the output, moved together as far as it is of one stream.
   *
   * @throws Error with the engine's words when it breaks off the log
   */
  push(chunk: Buffer): OutputChunk[] {
    const chunks: OutputChunk[] = [];
    let stream: OutputChunk['stream'] | undefined;
    let pieces: Buffer[] = [];
    const endRun = () => {
      if (stream !== undefined && pieces.length > 0) chunks.push({ stream, bytes: Buffer.concat(pieces) });
      pieces = [];
    };
    for (const arrived of this.#entriesOf(chunk)) {
      const entry = this.#holdsLast ? this.#held : arrived;
      this.#held = arrived;
      if (entry === undefined) continue;
      if (entry.stream !== stream) endRun();
      stream = entry.stream;
      pieces.push(...this.#mended(entry));
    }
    endRun();
    return chunks;
  }

  /** The entry that was held back, if there is one. */
  get held(): OutputChunk | undefined {
    return this.#holdsLast ? this.#held : undefined;
  }

  *#entriesOf(chunk: Buffer): Generator<Entry> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= headerLength) {
      const start = at + headerLength;
      const end = start + bytes.readUInt32BE(at + 4);
      if (end > bytes.length) break;
      const stream = streams[bytes[at] ?? 0];
      const payload = bytes.subarray(start, end);
      if (stream === undefined) throw new Error(payload.toString());
      const blank = this.#withTimes ? payload.indexOf(' ') : -1;
      const time = this.#withTimes ? payload.toString('latin1', 0, blank) : undefined;
      yield { stream, time, bytes: payload.subarray(blank + 1) };
      at = end;
    }
    this.#rest = bytes.subarray(at);
  }

  #mended({ stream, time, bytes }: Entry): Buffer[] {
    const lostNewline = this.#open.has(stream) && this.#open.get(stream) !== time;
    if (bytes.at(-1) === newline[0]) this.#open.delete(stream);
    else if (lostNewline || bytes.length > 0) this.#open.set(stream, time);
    return lostNewline ? [newline, bytes] : [bytes];
  }
}
