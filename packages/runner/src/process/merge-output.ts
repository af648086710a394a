import type { Readable } from 'node:stream';
import type { OutputChunk } from '../engine/port.ts';

type Stream = OutputChunk['stream'];

/** Reads both streams of a process as they come; ends when both have ended. */
export async function* mergeOutput(streams: Record<Stream, Readable>): AsyncGenerator<OutputChunk> {
  const sources = new Map(
    (Object.entries(streams) as [Stream, Readable][]).map(([stream, readable]) => {
      const iterator = readable[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      const next = async () => ({ stream, result: await iterator.next(), next });
      return [stream, next()] as const;
    }),
  );
  while (sources.size > 0) {
    const { stream, result, next } = await Promise.race(sources.values());
    if (result.done) sources.delete(stream);
    else {
      yield { stream, bytes: result.value };
      sources.set(stream, next());
    }
  }
}
