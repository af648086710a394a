import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogFrames } from '../../src/docker/log-frames.ts';
import { cutAnywhere } from '../support/cuts.ts';
import { logFrame as frame, joinedOutput as joined, type LogEntry } from '../support/log.ts';

const read = (entries: readonly LogEntry[], withTimes = true) => {
  const frames = new LogFrames({ withTimes });
  return joined(frames.push(Buffer.concat(entries.map(frame))), 'stdout').toString();
};

describe('LogFrames', () => {
  it('takes entries apart, however the bytes are cut', () => {
    const entry = fc.record({
      stream: fc.constantFrom('stdout' as const, 'stderr' as const),
      bytes: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), fc.infiniteStream(fc.nat(30)), (entries, cuts) => {
        const frames = new LogFrames({ withTimes: false });
        const parts = cutAnywhere(Buffer.concat(entries.map(frame)), cuts).flatMap((chunk) => frames.push(chunk));
        for (const stream of ['stdout', 'stderr'] as const) {
          expect(joined(parts, stream).equals(joined(entries, stream))).toBe(true);
        }
      }),
    );
  });

  it('takes the time off each entry, and looks for none in its text', () => {
    const text = '2026-01-01T00:00:00.000000001Z a\n';
    expect(
      read([
        { time: 't1', bytes: text },
        { time: 't2', bytes: ' b\n' },
      ]),
    ).toBe(`${text} b\n`);
  });

  it('gives back the newline that is lost behind the pieces of a long line', () => {
    const entries = [
      { time: 't1', bytes: 'long' },
      { time: 't1', bytes: 'er' },
      { time: 't2', bytes: 'next\n' },
      { time: 't3', bytes: 'full' },
      { time: 't3', bytes: '' },
      { time: 't4', bytes: 'last' },
    ];
    expect(read(entries)).toBe('longer\nnext\nfull\nlast');
  });

  it('adds none where the engine has kept it', () => {
    const entries = [
      { time: 't1', bytes: 'long' },
      { time: 't1', bytes: 'er\n' },
      { time: 't2', bytes: '\n' },
      { time: 't3', bytes: 'last' },
    ];
    expect(read(entries)).toBe('longer\n\nlast');
  });

  it('knows the two streams apart', () => {
    const frames = new LogFrames({ withTimes: true });
    const entries: LogEntry[] = [
      { time: 't1', bytes: 'long' },
      { stream: 'stderr', time: 't2', bytes: 'e\n' },
      { time: 't1', bytes: 'er' },
      { stream: 'stderr', time: 't3', bytes: 'f' },
    ];
    const parts = frames.push(Buffer.concat(entries.map(frame)));
    expect(parts.map(({ stream, bytes }) => `${stream} ${Buffer.from(bytes)}`)).toEqual([
      'stdout long',
      'stderr e\n',
      'stdout er',
      'stderr f',
    ]);
  });

  it('throws what the engine says when it breaks off the log', () => {
    const said = frame({ bytes: 'error from daemon in stream: Error grabbing logs' });
    said[0] = 3;
    expect(() => new LogFrames({ withTimes: false }).push(said)).toThrow('Error grabbing logs');
  });
});
