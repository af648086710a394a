import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLines } from '../../src/docker/json-lines.ts';
import { cutAnywhere } from '../support/cuts.ts';

async function read(chunks: readonly Buffer[]): Promise<unknown[]> {
  return Array.fromAsync(jsonLines(Readable.from(chunks)));
}

describe('jsonLines', () => {
  it('reads the same messages however the bytes are cut, also inside a character', async () => {
    const messages = fc.array(fc.record({ stream: fc.string({ unit: 'grapheme' }) }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(messages, fc.boolean(), fc.infiniteStream(fc.nat(9)), async (sent, lastNewline, cuts) => {
        const text = sent.map((message) => JSON.stringify(message)).join('\r\n') + (lastNewline ? '\r\n' : '');
        expect(await read(cutAnywhere(Buffer.from(text), cuts))).toEqual(sent);
      }),
      { numRuns: 50 },
    );
  });

  it('passes over empty lines', async () => {
    expect(await read([Buffer.from('\n{"a":1}\n\n\n{"b":2}')])).toEqual([{ a: 1 }, { b: 2 }]);
  });
});
