import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogTail } from '../../src/contract/index.ts';

function tailOf(pieces: readonly (string | Uint8Array)[], maxLines: number, maxBytes: number): string {
  const tail = new LogTail({ maxLines, maxBytes });
  for (const piece of pieces) tail.add(Buffer.from(piece));
  return tail.toString();
}

test('a short log is kept whole', () => {
  expect(tailOf(['a\n', 'b\n', 'c'], 10, 100)).toBe('a\nb\nc');
});

test('only the last lines are kept, a last one without a line break included', () => {
  expect(tailOf(['a\nb\nc\nd\n'], 2, 100)).toBe('c\nd\n');
  expect(tailOf(['a\nb\nc\nd'], 2, 100)).toBe('c\nd');
});

test('only the last bytes are kept', () => {
  expect(tailOf(['abc', 'def', 'ghi'], 10, 5)).toBe('efghi');
  expect(tailOf(['abcdefghi'], 10, 5)).toBe('efghi');
});

test('a character that does not fit is left out, not broken', () => {
  expect(tailOf(['ab€cd'], 10, 4)).toBe('cd');
});

test('an empty log has an empty tail', () => {
  expect(tailOf([], 10, 10)).toBe('');
});

test('the tail is the end of what was added, however it came', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 30 })),
      fc.integer({ min: 1, max: 40 }),
      (pieces, size) => {
        expect(tailOf(pieces, 1000, size)).toBe(pieces.join('').slice(-size));
      },
    ),
  );
});
