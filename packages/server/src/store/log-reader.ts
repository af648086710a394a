import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type LogStream, longestLine } from './log-writer.ts';

export interface LogLine {
  readonly stream: LogStream;
  readonly text: string;
}

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** Where to go on, in bytes of the file. */
  readonly next: number;
  /** Nothing stands behind `next` yet. */
  readonly atEnd: boolean;
}

const lineEnd = 0x0a;
/** A page holds no more, whatever the limit. */
const pageBytes = 1024 * 1024;
const lowerCase = 0x20;

/**
 * Lines of a log that {@link LogWriter} keeps.
 *
 * @param from `next` of the page before, or 0
 */
export async function readLog(path: string, from: number, limit: number): Promise<LogPage> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return { lines: [], next: from, atEnd: true };
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(pageBytes, Math.max(0, size - from)));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    const lines: LogLine[] = [];
    let at = 0;
    for (let end = bytes.indexOf(lineEnd); end !== -1 && end < bytesRead; end = bytes.indexOf(lineEnd, at)) {
      if (lines.length === limit) break;
      lines.push(lineOf(bytes.subarray(at, end)));
      at = end + 1;
    }
    return { lines, next: from + at, atEnd: from + at >= size };
  } finally {
    await file.close();
  }
}

function lineOf(record: Buffer): LogLine {
  const tag = String.fromCharCode((record[0] ?? 0) | lowerCase);
  return { stream: tag === 'e' ? 'stderr' : 'stdout', text: record.toString('utf8', 1).replace(/\r$/, '') };
}

/** The log as the service printed it, both streams together. */
export function rawLog(path: string): Readable {
  return Readable.from(rawParts(path), { objectMode: false });
}

async function* rawParts(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  const source = createReadStream(path, { highWaterMark: 16 * longestLine }) as AsyncIterable<Buffer>;
  for await (const chunk of source) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const parts: Buffer[] = [];
    let at = 0;
    for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, at)) {
      const isWhole = ((bytes[at] as number) & lowerCase) !== 0;
      parts.push(bytes.subarray(at + 1, isWhole ? end + 1 : end));
      at = end + 1;
    }
    rest = bytes.subarray(at);
    if (parts.length > 0) yield Buffer.concat(parts);
  }
}
