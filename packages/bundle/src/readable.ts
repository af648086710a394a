/** As git does it: a file with a zero byte this near to its beginning is no text. */
const sniffedBytes = 8_000;
/** Shorter runs of readable characters are chance; no token is that short. */
const shortestRun = 16;
const runs = new RegExp(`[\\t\\n\\r\\x20-\\x7e]{${shortestRun},}`, 'g');
const lastRun = /[\t\n\r\x20-\x7e]*$/;
/** How much of a run that goes on in the next piece is kept for that: longer than every secret. */
const longestRest = 8_000;

/** What can be read in a file, given piece by piece: a text as it is, of programs and data the texts in them. */
export class Readable {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #seenBytes = 0;
  #rest = '';
  #isBinary = false;

  /** Whether the file is no text, so that its lines mean nothing. */
  get isBinary(): boolean {
    return this.#isBinary;
  }

  push(chunk: Uint8Array): string {
    this.#decoder ??= new TextDecoder(encodingOf(chunk));
    const sniffed = chunk.subarray(0, Math.max(0, sniffedBytes - this.#seenBytes));
    this.#seenBytes += chunk.length;
    // In UTF-16 every second byte of plain English is zero.
    if (this.#decoder.encoding === 'utf-8' && sniffed.includes(0)) this.#isBinary = true;
    return this.#isBinary ? this.#textsIn(chunk) : this.#decoder.decode(chunk, { stream: true });
  }

  end(): string {
    return this.#isBinary ? `${this.#rest}\n` : (this.#decoder?.decode() ?? '');
  }

  #textsIn(chunk: Uint8Array): string {
    const text = this.#rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    this.#rest = lastRun.exec(text.slice(-longestRest))?.[0] ?? '';
    return (text.match(runs) ?? []).map((run) => `${run}\n`).join('');
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
