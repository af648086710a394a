import { createReadStream } from 'node:fs';
import { open, truncate } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { JsonText } from '@planqk-service/core';
import { AppendFile } from './append-file.ts';

const lineEnd = 0x0a;
const comma = Buffer.from(',');
const chunkBytes = 64 * 1024;
const pageBytes = 1024 * 1024;

/**
 * Keeps the interim results of a job, one to a line. What a job has told before is not written again when its output
 * comes once more from the beginning.
 */
export class InterimWriter {
  readonly #file: AppendFile;
  /** Those that are in the file already. */
  readonly #known: number;
  #count = 0;

  private constructor(file: AppendFile, known: number) {
    this.#file = file;
    this.#known = known;
  }

  static async open(path: string): Promise<InterimWriter> {
    const { lines, bytes } = await completeLines(path);
    // A line that was cut when its writer was killed comes again.
    if (bytes > 0) await truncate(path, bytes);
    return new InterimWriter(new AppendFile(path, bytes), lines);
  }

  /** How many there are, those of before included. */
  get count(): number {
    return Math.max(this.#known, this.#count);
  }

  add({ text }: JsonText): Promise<unknown> | undefined {
    this.#count += 1;
    if (this.#count <= this.#known) return undefined;
    return this.#file.write(Buffer.from(`${text}\n`));
  }

  end(): Promise<void> {
    return this.#file.end();
  }

  destroy(): void {
    this.#file.destroy();
  }
}

/** How many complete lines a file has and where the last one ends; none where there is no file. */
async function completeLines(path: string): Promise<{ lines: number; bytes: number }> {
  let lines = 0;
  let bytes = 0;
  let at = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, end + 1)) {
        lines += 1;
        bytes = at + end + 1;
      }
      at += chunk.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { lines, bytes };
}

/** All interim results as one JSON array, oldest first. */
export function interimArray(path: string): Readable {
  return Readable.from(
    (async function* () {
      const { bytes } = await lastLineSpan(path);
      yield* arrayParts(path, 0, bytes);
    })(),
    { objectMode: false },
  );
}

/** Some interim results in a row. */
export interface InterimPage {
  /** As one JSON array, in pieces. */
  readonly array: AsyncIterable<Buffer>;
  /** Where to go on, in bytes of the file. */
  readonly next: number;
  /** Nothing stands behind `next` yet. */
  readonly atEnd: boolean;
}

/**
 * The interim results from a place on: as many as fit in a page, or one that is longer.
 *
 * @param from `next` of the page before, or 0
 * @returns undefined when no interim result begins at `from`
 */
export async function interimPage(path: string, from: number): Promise<InterimPage | undefined> {
  const { bytes } = await lastLineSpan(path);
  if (from > bytes || !(await isLineStart(path, from))) return undefined;
  const next = await pageEnd(path, from, bytes);
  return { array: arrayParts(path, from, next), next, atEnd: next === bytes };
}

async function isLineStart(path: string, at: number): Promise<boolean> {
  if (at === 0) return true;
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at - 1);
  return buffer[0] === lineEnd;
}

/** The end of the last line that ends within a page, or else of the first; `bytes` is the end of a line. */
async function pageEnd(path: string, from: number, bytes: number): Promise<number> {
  if (bytes - from <= pageBytes) return bytes;
  let at = from;
  let found = from;
  for await (const chunk of createReadStream(path, { start: from, end: bytes - 1 }) as AsyncIterable<Buffer>) {
    for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, end + 1)) {
      if (found > from && at + end + 1 > from + pageBytes) return found;
      found = at + end + 1;
    }
    at += chunk.length;
    if (found > from && at >= from + pageBytes) return found;
  }
  return found;
}

/** The lines from one place to another, both at the end of a line, as a JSON array. */
async function* arrayParts(path: string, from: number, to: number): AsyncGenerator<Buffer> {
  yield Buffer.from('[');
  if (to > from) {
    // Without the last line end: a comma stands between two, and behind none.
    for await (const chunk of createReadStream(path, { start: from, end: to - 2 }) as AsyncIterable<Buffer>) {
      for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, end + 1)) comma.copy(chunk, end);
      yield chunk;
    }
  }
  yield Buffer.from(']');
}

/** The last interim result as it was printed; undefined when there is none. */
export async function lastInterim(path: string): Promise<Buffer | undefined> {
  const { from, bytes } = await lastLineSpan(path);
  if (bytes === 0) return undefined;
  await using file = await open(path);
  const line = Buffer.alloc(bytes - 1 - from);
  await file.read(line, 0, line.length, from);
  return line;
}

/** Where the last complete line begins and ends, its line end included; all 0 where there is none. */
async function lastLineSpan(path: string): Promise<{ from: number; bytes: number }> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return { from: 0, bytes: 0 };
  try {
    let bytes = 0;
    for (let at = (await file.stat()).size; at > 0; ) {
      const size = Math.min(chunkBytes, at);
      at -= size;
      const chunk = Buffer.alloc(size);
      await file.read(chunk, 0, size, at);
      for (
        let end = chunk.lastIndexOf(lineEnd);
        end !== -1;
        end = end === 0 ? -1 : chunk.lastIndexOf(lineEnd, end - 1)
      ) {
        if (bytes > 0) return { from: at + end + 1, bytes };
        bytes = at + end + 1;
      }
    }
    return { from: 0, bytes };
  } finally {
    await file.close();
  }
}
