import type { OutputChunk } from '../engine/port.ts';

const headerLength = 8;

/**
 * Takes Docker's multiplexed attach stream apart: frames of an 8-byte header (stream number, three zero bytes,
 * big-endian length) and their payload. Hands out slices of what it is given and never copies a payload.
 * Source: Docker Engine API, "Attach to a container", stream format.
 *
 * dockerode's own demultiplexer joins and copies the whole buffer for every frame and knows no back-pressure.
 */
export class Demultiplexer {
  #header = Buffer.alloc(headerLength);
  #headerFilled = 0;
  #remaining = 0;
  #stream: OutputChunk['stream'] = 'stdout';

  /** The payloads that are complete or begun in `chunk`, in order. */
  push(chunk: Buffer): OutputChunk[] {
    const chunks: OutputChunk[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#remaining === 0) {
        const copied = chunk.copy(this.#header, this.#headerFilled, at, at + headerLength - this.#headerFilled);
        this.#headerFilled += copied;
        at += copied;
        if (this.#headerFilled < headerLength) break;
        this.#headerFilled = 0;
        this.#stream = this.#header[0] === 2 ? 'stderr' : 'stdout';
        this.#remaining = this.#header.readUInt32BE(4);
        continue;
      }
      const end = Math.min(at + this.#remaining, chunk.length);
      chunks.push({ stream: this.#stream, bytes: chunk.subarray(at, end) });
      this.#remaining -= end - at;
      at = end;
    }
    return chunks;
  }
}
