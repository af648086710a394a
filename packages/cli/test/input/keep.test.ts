import { expect, test } from 'vitest';
import { parseKeep } from '../../src/input/keep.ts';

test('jobs are kept by number or by age', () => {
  expect(parseKeep('--keep', '1000')).toEqual({ count: 1000 });
  expect(parseKeep('--keep', '0')).toEqual({ count: 0 });
  expect(parseKeep('--keep', '12h')).toEqual({ ageMs: 12 * 3_600_000 });
  expect(parseKeep('--keep', '30d')).toEqual({ ageMs: 30 * 86_400_000 });
});

test.each(['nonsense', '', '-1', '0d', '0h', '1w', '7 d'])('"%s" is refused with both ways to write it', (text) => {
  expect(() => parseKeep('--keep', text)).toThrow(
    `--keep cannot be "${text}": it is neither a number of jobs nor an age`,
  );
});
