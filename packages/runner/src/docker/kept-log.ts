import type { Readable } from 'node:stream';
import type { OutputChunk } from '../engine/port.ts';
import type { DockerClient } from './client.ts';
import { LogFrames } from './log-frames.ts';

/** Where the output of a service comes from. */
export interface OutputSource {
  read(): AsyncIterable<OutputChunk>;
  /** Ends the reading, from outside. */
  close(): void;
}

/**
 * The output that an engine has kept of a container, from the first byte, and what follows while it runs.
 *
 * Following a log may miss its last line, and may break off (docs/probes). Therefore it is read once more when the
 * container has ended, without following, and what had been delivered before is left out by counting its bytes.
 */
export class KeptLog implements OutputSource {
  readonly #client: DockerClient;
  readonly #id: string;
  readonly #withTimes: boolean;
  readonly #ended: Promise<unknown> | undefined;
  readonly #delivered = { stdout: 0, stderr: 0 };
  #stream: Readable | undefined;
  #closed = false;

  /** @param ended settles when the container has ended; undefined where it ended before */
  constructor(client: DockerClient, id: string, options: { withTimes: boolean; ended: Promise<unknown> | undefined }) {
    this.#client = client;
    this.#id = id;
    this.#withTimes = options.withTimes;
    this.#ended = options.ended;
  }

  async *read(): AsyncGenerator<OutputChunk> {
    if (this.#ended !== undefined) {
      // Breaking off is no loss: what is missing comes with the second reading, if the engine still answers.
      yield* this.#readOnce({ follow: true, tolerant: true });
      await this.#ended;
    }
    yield* this.#readOnce({ follow: false, tolerant: false });
  }

  close(): void {
    this.#closed = true;
    this.#stream?.destroy();
  }

  async *#readOnce({ follow, tolerant }: { follow: boolean; tolerant: boolean }): AsyncGenerator<OutputChunk> {
    if (this.#closed) return;
    const toSkip = { ...this.#delivered };
    const frames = new LogFrames({ withTimes: this.#withTimes });
    try {
      this.#stream = await this.#client.logs(this.#id, { follow, timestamps: this.#withTimes });
      if (this.#closed) this.#stream.destroy();
      for await (const chunk of this.#stream) {
        for (const { stream, bytes } of frames.push(chunk as Buffer)) {
          const known = Math.min(toSkip[stream], bytes.length);
          toSkip[stream] -= known;
          if (known === bytes.length) continue;
          this.#delivered[stream] += bytes.length - known;
          yield { stream, bytes: bytes.subarray(known) };
        }
      }
    } catch (error) {
      if (!tolerant) throw error;
    } finally {
      this.#stream?.destroy();
    }
  }
}
