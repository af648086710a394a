import type { OutputChunk } from '../engine/port.ts';

const headerLength = 8;

/**
 * Takes Docker's multiplexed attach stream apart: frames of an 8-byte header (stream number, three zero bytes,
 * big-endian length) and their payload. Source: Docker Engine API, "Attach to a container", stream format.
 *
 * Hands out slices of the chunks it is given. Frames of one stream are moved together within their chunk: engines send
 * thousands of small ones a second, and everything behind this costs by the slice and not by the byte.
 *
 * dockerode's own demultiplexer joins and copies the whole buffer for every frame and knows no back-pressure.
 */
export class Demultiplexer {
  #header = Buffer.alloc(headerLength);
  #headerFilled = 0;
  #remaining = 0;
  #stream: OutputChunk['stream'] = 'stdout';

  /** The payloads that are complete or begun in `chunk`, in order. `chunk` is overwritten. */
  push(chunk: Buffer): OutputChunk[] {
    const chunks: OutputChunk[] = [];
    let at = 0;
    let runStart = 0;
    let runEnd = 0;
    let runStream = this.#stream;
    const endRun = () => {
      if (runEnd > runStart) chunks.push({ stream: runStream, bytes: chunk.subarray(runStart, runEnd) });
    };
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
      if (runEnd === runStart || this.#stream !== runStream) {
        endRun();
        runStream = this.#stream;
        runStart = at;
        runEnd = end;
      } else {
        chunk.copyWithin(runEnd, at, end);
        runEnd += end - at;
      }
      this.#remaining -= end - at;
      at = end;
    }
    endRun();
    return chunks;
  }
}
