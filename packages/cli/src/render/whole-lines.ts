type Stream = 'stdout' | 'stderr';

const newline = 0x0a;
/** More of a line is not kept back. */
const longest = 64 * 1024;
const nothing = Buffer.alloc(0);

/** Keeps the begun lines of both streams back until they are whole, so that nothing comes in between. */
export class WholeLines {
  readonly #begun: Record<Stream, Buffer> = { stdout: nothing, stderr: nothing };

  get isHolding(): boolean {
    return this.#begun.stdout.length > 0 || this.#begun.stderr.length > 0;
  }

  /** What of the stream can be shown now, in pieces: large ones are not copied. */
  push(stream: Stream, bytes: Uint8Array): readonly Uint8Array[] {
    const begun = this.#begun[stream];
    const end = bytes.lastIndexOf(newline) + 1;
    if (end === 0 && begun.length + bytes.length <= longest) {
      this.#begun[stream] = Buffer.concat([begun, bytes]);
      return [];
    }
    const shown = end === 0 ? bytes.length : end;
    this.#begun[stream] = Buffer.from(bytes.subarray(shown));
    return [begun, bytes.subarray(0, shown)];
  }

  /** All that is held. */
  take(): readonly Uint8Array[] {
    const { stdout, stderr } = this.#begun;
    Object.assign(this.#begun, { stdout: nothing, stderr: nothing });
    return [stdout, stderr];
  }
}
