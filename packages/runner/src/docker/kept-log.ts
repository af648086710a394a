import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { OutputChunk } from '../engine/port.ts';
import type { DockerClient } from './client.ts';
import type { LogReading } from './container-spec.ts';
import { LogFrames } from './log-frames.ts';

/** Where the output of a service comes from. */
export interface OutputSource {
  read(): AsyncIterable<OutputChunk>;
  /** Ends the reading, from outside. */
  close(): void;
}

/** A log that cannot be followed is read again after this time, or longer where reading takes long. */
const pollIntervalMs = 250;
const pollShare = 10;

/**
 * The output that an engine has kept of a container, from the first byte, and what follows while it runs.
 *
 * Following a log may miss its last line, may break off, and on Podman mixes up what it brings (docs/probes). Therefore
 * it is read once more when the container has ended, and what had been delivered before is left out by counting its
 * bytes. Where following is of no use, the same is done again and again.
 */
export class KeptLog implements OutputSource {
  readonly #client: DockerClient;
  readonly #id: string;
  readonly #reading: LogReading;
  readonly #ended: Promise<unknown> | undefined;
  readonly #delivered = { stdout: 0, stderr: 0 };
  readonly #closing = new AbortController();
  #stream: Readable | undefined;
  /** What the last reading brought, in bytes. */
  #lastLength = 0;

  /** @param ended settles when the container has ended; undefined where it ended before */
  constructor(client: DockerClient, id: string, reading: LogReading, ended: Promise<unknown> | undefined) {
    this.#client = client;
    this.#id = id;
    this.#reading = reading;
    this.#ended = ended;
  }

  async *read(): AsyncGenerator<OutputChunk> {
    if (this.#ended !== undefined) {
      if (this.#reading.canFollow) yield* this.#readOnce({ follow: true, complete: false });
      else yield* this.#poll(this.#ended);
      await this.#ended;
    }
    yield* this.#readOnce({ follow: false, complete: true });
  }

  close(): void {
    this.#closing.abort();
    this.#stream?.destroy();
  }

  async *#poll(ended: Promise<unknown>): AsyncGenerator<OutputChunk> {
    const over = new AbortController();
    const finish = () => over.abort();
    ended.then(finish, finish);
    const signal = AbortSignal.any([over.signal, this.#closing.signal]);
    while (!signal.aborted) {
      const begun = performance.now();
      yield* this.#readOnce({ follow: false, complete: false });
      const pauseMs = Math.max(pollIntervalMs, (performance.now() - begun) * pollShare);
      await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @param options `complete`: nothing is added any more; until then failing is no loss, for it is read once more */
  async *#readOnce({ follow, complete }: { follow: boolean; complete: boolean }): AsyncGenerator<OutputChunk> {
    if (this.#closing.signal.aborted) return;
    const toSkip = { ...this.#delivered };
    const { withTimes } = this.#reading;
    const frames = new LogFrames({ withTimes, holdsLast: !complete && !follow });
    const unknown = (chunks: readonly OutputChunk[]) => this.#unknownOf(chunks, toSkip);
    let length = 0;
    try {
      this.#stream = await this.#client.logs(this.#id, { follow, timestamps: withTimes });
      if (this.#closing.signal.aborted) this.#stream.destroy();
      for await (const chunk of this.#stream) {
        length += (chunk as Buffer).length;
        yield* unknown(frames.push(chunk as Buffer));
      }
      // An entry that was the last before, and has not grown, is whole.
      if (frames.held !== undefined && length === this.#lastLength) yield* unknown([frames.held]);
      this.#lastLength = length;
    } catch (error) {
      if (complete) throw error;
    } finally {
      this.#stream?.destroy();
    }
  }

  /** What of `chunks` has not been delivered yet; takes note that it now is. */
  *#unknownOf(chunks: readonly OutputChunk[], toSkip: Record<OutputChunk['stream'], number>): Generator<OutputChunk> {
    for (const { stream, bytes } of chunks) {
      const known = Math.min(toSkip[stream], bytes.length);
      toSkip[stream] -= known;
      if (known === bytes.length) continue;
      this.#delivered[stream] += bytes.length - known;
      yield { stream, bytes: bytes.subarray(known) };
    }
  }
}
