import type { OutputChunk } from '../../src/index.ts';

/** One entry of an engine's log, on stdout unless it says otherwise. */
export interface LogEntry {
  readonly stream?: OutputChunk['stream'];
  readonly time?: string;
  readonly bytes: Uint8Array | string;
}

/** As the engine sends it. */
export function logFrame({ stream = 'stdout', time, bytes }: LogEntry): Buffer {
  const payload = Buffer.concat([Buffer.from(time === undefined ? '' : `${time} `), Buffer.from(bytes)]);
  const header = Buffer.alloc(8);
  header[0] = stream === 'stderr' ? 2 : 1;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

/** Everything of one stream. */
export function joinedOutput(parts: readonly LogEntry[], stream: OutputChunk['stream']): Buffer {
  return Buffer.concat(
    parts.filter((part) => (part.stream ?? 'stdout') === stream).map(({ bytes }) => Buffer.from(bytes)),
  );
}
