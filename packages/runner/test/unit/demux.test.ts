import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Demultiplexer } from '../../src/docker/demux.ts';
import { cutAnywhere } from '../support/cuts.ts';

interface Frame {
  readonly stream: 'stdout' | 'stderr';
  readonly payload: Buffer;
}

const frames = fc.array(
  fc.record({
    stream: fc.constantFrom('stdout' as const, 'stderr' as const),
    payload: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  }),
  { maxLength: 20 },
);

function encode({ stream, payload }: Frame): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream === 'stderr' ? 2 : 1;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

const joined = (parts: readonly { stream: string; bytes: Uint8Array }[], stream: string) =>
  Buffer.concat(parts.filter((part) => part.stream === stream).map(({ bytes }) => bytes)).toString('hex');

describe('Demultiplexer', () => {
  it('gives back both streams whole and in order, however the bytes are cut', () => {
    fc.assert(
      fc.property(frames, fc.infiniteStream(fc.nat(30)), (sent, cuts) => {
        const demultiplexer = new Demultiplexer();
        const parts = cutAnywhere(Buffer.concat(sent.map(encode)), cuts).flatMap((chunk) => demultiplexer.push(chunk));
        for (const stream of ['stdout', 'stderr'] as const) {
          expect(joined(parts, stream)).toBe(
            joined(
              sent.map(({ stream, payload }) => ({ stream, bytes: payload })),
              stream,
            ),
          );
        }
        const order = sent.filter(({ payload }) => payload.length > 0).map(({ stream }) => stream);
        const seen = parts.map(({ stream }) => stream);
        const runs = (list: readonly string[]) => list.filter((stream, index) => stream !== list[index - 1]);
        expect(runs(seen)).toEqual(runs(order));
        expect(parts.every(({ bytes }) => bytes.length > 0)).toBe(true);
      }),
    );
  });

  it('does not copy what it hands out', () => {
    const chunk = encode({ stream: 'stdout', payload: Buffer.from('hello') });
    const [part] = new Demultiplexer().push(chunk);
    expect(part?.bytes.buffer).toBe(chunk.buffer);
  });
});
