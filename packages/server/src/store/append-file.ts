import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';

/** A file that grows. What is written is readable by others some moments later. */
export class AppendFile {
  readonly #stream: WriteStream;
  #error: Error | undefined;

  /**
   * @param keep bytes of what is there already that stay; by default none
   */
  constructor(path: string, keep = 0) {
    this.#stream = createWriteStream(path, keep === 0 ? { flags: 'w' } : { flags: 'r+', start: keep });
    this.#stream.on('error', (error) => {
      this.#error = error;
    });
  }

  /**
   * Resolves when there is room for more; undefined when there is already.
   *
   * @throws what kept an earlier piece from being written, such as a full disk
   */
  write(bytes: Uint8Array): Promise<unknown> | undefined {
    if (this.#error !== undefined) throw this.#error;
    if (this.#stream.write(bytes)) return undefined;
    return once(this.#stream, 'drain');
  }

  /** Resolves when everything is written. @throws what kept something from being written */
  async end(): Promise<void> {
    if (this.#error !== undefined) throw this.#error;
    await new Promise<void>((resolve, reject) => {
      this.#stream.once('error', reject).end(() => resolve());
    });
    if (this.#error !== undefined) throw this.#error;
  }

  /** Lets go of the file whatever became of it. */
  destroy(): void {
    this.#stream.destroy();
  }
}
