import type { Readable } from 'node:stream';
import type { OutputChunk } from '../engine/port.ts';

type Stream = OutputChunk['stream'];

interface Arrival {
  readonly stream: Stream;
  /** Undefined at the end of the stream. */
  readonly bytes: Buffer | undefined;
  readonly askNext: () => void;
}

/**
 * Reads both streams of a process as they come, a chunk ahead at most; ends when both have ended. Reading begins at once:
 * what nobody reads when the process ends is thrown away.
 */
export function mergeOutput(streams: Record<Stream, Readable>): AsyncGenerator<OutputChunk> {
  // Not Promise.race: it keeps something for each chunk of one stream as long as the other is silent.
  const arrivals: Arrival[] = [];
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;

  const begun = (Object.entries(streams) as [Stream, Readable][]).map(([stream, readable]) => {
    const iterator = readable[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const askNext = () =>
      void iterator
        .next()
        .then(
          ({ done, value }) => void arrivals.push({ stream, bytes: done ? undefined : value, askNext }),
          (error: unknown) => {
            failure ??= { error };
          },
        )
        .then(() => wake());
    askNext();
    return iterator;
  });
  async function* read() {
    let count = begun.length;
    try {
      while (count > 0) {
        const arrival = arrivals.shift();
        if (arrival?.bytes !== undefined) {
          yield { stream: arrival.stream, bytes: arrival.bytes };
          arrival.askNext();
        } else if (arrival !== undefined) {
          count -= 1;
        } else if (failure !== undefined) {
          throw failure.error;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      for (const iterator of begun) void iterator.return?.();
    }
  }
  return read();
}
