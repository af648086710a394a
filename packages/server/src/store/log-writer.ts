import { AppendFile } from './append-file.ts';

export type LogStream = 'stdout' | 'stderr';

/** Longer lines are cut, so that a reader needs little memory. */
export const longestLine = 16 * 1024;

/** How a record begins: where its text comes from, and whether a line end follows in the log itself. */
export const tags = { stdout: { whole: 'o', cut: 'O' }, stderr: { whole: 'e', cut: 'E' } } as const;

const lineEnd = 0x0a;
const newline = Buffer.from('\n');
const empty = Buffer.alloc(0);

/**
 * Keeps what a job prints, as records of one line: a tag, the text, a line end. Lines of both streams stand in the order
 * in which they were completed. {@link readLog} and {@link rawLog} read it.
 */
export class LogWriter {
  readonly #file: AppendFile;
  readonly #open: Record<LogStream, Buffer> = { stdout: empty, stderr: empty };

  /** What is there already is replaced. */
  constructor(path: string) {
    this.#file = new AppendFile(path);
  }

  write(stream: LogStream, bytes: Uint8Array): Promise<unknown> | undefined {
    const parts: Uint8Array[] = [];
    const begun = this.#open[stream];
    const text = begun.length === 0 ? Buffer.from(bytes) : Buffer.concat([begun, bytes]);
    let from = 0;
    const record = (to: number, kind: 'whole' | 'cut') => {
      parts.push(Buffer.from(tags[stream][kind]), text.subarray(from, to), newline);
      from = to;
    };
    for (let end = text.indexOf(lineEnd); ; end = text.indexOf(lineEnd, from)) {
      const to = end === -1 ? text.length : end;
      while (to - from > longestLine) record(characterStart(text, from + longestLine), 'cut');
      if (end === -1) break;
      record(to, 'whole');
      from = to + 1;
    }
    this.#open[stream] = text.subarray(from);
    return parts.length === 0 ? undefined : this.#file.write(Buffer.concat(parts));
  }

  async end(): Promise<void> {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#open[stream];
      if (rest.length > 0) await this.#file.write(Buffer.concat([Buffer.from(tags[stream].cut), rest, newline]));
    }
    await this.#file.end();
  }

  destroy(): void {
    this.#file.destroy();
  }
}

/** No later than `at`, so that no character of UTF-8 is cut in two. */
function characterStart(text: Buffer, at: number): number {
  for (let start = at; start > at - 4; start -= 1) if (((text[start] ?? 0) & 0xc0) !== 0x80) return start;
  return at;
}
