import { Readable, Writable } from 'node:stream';
import { configure, ZipWriter } from '@zip.js/zip.js';

// Node has no web workers; without this line they are looked for.
configure({ useWebWorkers: false });

/** 1 January 1980, 00:00: the first moment that a zip can name, as its own 32 bits, so that no time zone matters. */
const fixedTime = 0x0021_0000;

/** Two per cent larger than the usual 6, in three quarters of the time. */
const level = 3;

/** Files up to this size are compressed in memory first, so that sizes and checksum can stand in front of them: some
 * programs that unpack a stream know no other way. In bytes. */
const largestBuffered = 8_000_000;

export interface ZipEntry {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly executable: boolean;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Writes entries into an archive, one after another. The same entries give the same bytes on every machine: fixed times and
 * modes, and a compressor that is part of the library, as those of Node differ between processors and versions.
 */
export class Archive {
  readonly #writer: ZipWriter<unknown>;

  constructor(output: Writable) {
    this.#writer = new ZipWriter(Writable.toWeb(output) as WritableStream<Uint8Array>, {
      level,
      useCompressionStream: false,
      rawLastModDate: fixedTime,
      extendedTimestamp: false,
    });
  }

  async add({ path, size, executable, content }: ZipEntry, signal?: AbortSignal): Promise<void> {
    const readable = Readable.toWeb(Readable.from(content, { objectMode: true })) as ReadableStream<Uint8Array>;
    const buffered = size <= largestBuffered;
    await this.#writer.add(path, { readable, size } as never, {
      unixMode: executable ? 0o755 : 0o644,
      bufferedWrite: buffered,
      dataDescriptor: !buffered,
      ...(signal && { signal }),
    });
  }

  /** Writes the directory of the archive and ends its output. */
  async end(): Promise<void> {
    await this.#writer.close();
  }
}
