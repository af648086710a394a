import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WholeLines } from '../../src/render/whole-lines.ts';

test('each stream comes out as it went in, in whole lines until the end', () => {
  const piece = fc.record({
    stream: fc.constantFrom('stdout' as const, 'stderr' as const),
    text: fc.stringMatching(/^[ab\n]{0,6}$/),
  });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const lines = new WholeLines();
      const shown = { stdout: '', stderr: '' };
      const given = { stdout: '', stderr: '' };
      for (const { stream, text } of pieces) {
        given[stream] += text;
        shown[stream] += Buffer.concat([...lines.push(stream, Buffer.from(text))]).toString();
        expect(shown[stream]).toMatch(/^$|\n$/);
      }
      const [stdout = '', stderr = ''] = lines.take().map(String);
      expect({ stdout: shown.stdout + stdout, stderr: shown.stderr + stderr }).toEqual(given);
      expect(lines.isHolding).toBe(false);
    }),
  );
});

test('a line without an end is kept back no longer than 64 KB', () => {
  const lines = new WholeLines();
  const part = Buffer.alloc(40 * 1024, 'x');
  expect(lines.push('stdout', part)).toEqual([]);
  expect(Buffer.concat([...lines.push('stdout', part)])).toHaveLength(80 * 1024);
  expect(lines.isHolding).toBe(false);
});
