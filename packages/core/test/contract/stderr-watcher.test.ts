import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StderrWatcher, type Violation } from '../../src/contract/index.ts';

function watch(pieces: readonly Uint8Array[]): Violation[] {
  const found: Violation[] = [];
  const watcher = new StderrWatcher({ onViolation: (violation) => found.push(violation) });
  for (const piece of pieces) watcher.write(piece);
  return found;
}

test('a marker on stderr is reported once per line, wherever a logger puts it', () => {
  const text = 'PlanQK:Job:Result: {}\nINFO PlanQK:Job:Result: {} PlanQK:Job:Result: {}\nfine\n';
  expect(watch([Buffer.from(text)]).map(({ code, offset }) => [code, offset])).toEqual([
    ['STDERR_MARKER', 0],
    ['STDERR_MARKER', 27],
  ]);
});

test('the reports do not depend on how stderr is cut', () => {
  const piece = fc.constantFrom('PlanQK:Job:', 'Plan', 'x', '\n', 'PlanQK:Job:Result: 1\n');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const bytes = Buffer.from(pieces.join(''));
      const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
      expect(watch(single)).toEqual(watch([bytes]));
      expect(watch([bytes])).toHaveLength(
        pieces
          .join('')
          .split('\n')
          .filter((line) => line.includes('PlanQK:Job:')).length,
      );
    }),
  );
});
