import { Worker } from 'node:worker_threads';
import { secretThreadUrl } from './secret-thread-url.ts';
import type { Secret, SecretSearch } from './secrets.ts';

/** The path of the next file, then its pieces, then null for its end. */
export type ThreadRequest = string | Uint8Array | null;
/** The length of a piece that has been looked at, in bytes; or what the file has that ended. */
export type ThreadAnswer = number | readonly Secret[];

/** How many bytes may wait for the thread. */
const mostWaiting = 8_000_000;

/**
 * Looks for secrets in a thread of its own: that takes half as long as packing, which goes on meanwhile. To begin one takes
 * longer than to look through a small project.
 */
export class SearchThread implements SecretSearch {
  readonly #thread = new Worker(secretThreadUrl, { resourceLimits: { maxYoungGenerationSizeMb: 16 } });
  readonly #asked: PromiseWithResolvers<readonly Secret[]>[] = [];
  #waiting = 0;
  #room: PromiseWithResolvers<void> | undefined;
  #failure: unknown;

  constructor() {
    this.#thread.on('message', (answer: ThreadAnswer) => {
      if (typeof answer !== 'number') return this.#asked.shift()?.resolve(answer);
      this.#waiting -= answer;
      if (this.#waiting <= mostWaiting) this.#room?.resolve();
    });
    this.#thread.on('error', (error) => {
      this.#failure = error;
      this.#room?.reject(error);
      for (const { reject } of this.#asked.splice(0)) reject(error);
    });
  }

  begin(path: string): void {
    this.#send(path);
  }

  async push(chunk: Uint8Array): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const copy = new Uint8Array(chunk);
    this.#waiting += copy.length;
    this.#send(copy, [copy.buffer]);
    if (this.#waiting <= mostWaiting) return;
    this.#room = Promise.withResolvers();
    await this.#room.promise;
  }

  end(): Promise<readonly Secret[]> {
    const asked = Promise.withResolvers<readonly Secret[]>();
    // Whoever gives up for another reason does not wait for it.
    asked.promise.catch(() => undefined);
    if (this.#failure !== undefined) asked.reject(this.#failure);
    else this.#asked.push(asked);
    this.#send(null);
    return asked.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate();
  }

  #send(request: ThreadRequest, transferred: readonly ArrayBuffer[] = []): void {
    this.#thread.postMessage(request, transferred);
  }
}
