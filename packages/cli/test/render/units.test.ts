import { expect, test } from 'vitest';
import { formatBytes, formatDuration } from '../../src/render/units.ts';

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [1_000, '1.00 s'],
  [1_234, '1.23 s'],
  [9_999, '10.0 s'],
  [12_345, '12.3 s'],
  [59_990, '1 min 0 s'],
  [61_000, '1 min 1 s'],
  [3_599_600, '1 h 0 min'],
  [7_260_000, '2 h 1 min'],
])('%f ms are "%s"', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [1_023, '1023 B'],
  [1_024, '1 KB'],
  [1_536, '1.5 KB'],
  [104_857_600, '100 MB'],
  [1_048_575, '1 MB'],
  [2 * 1024 ** 3, '2 GB'],
  [5_000 * 1024 ** 4, '5000 TB'],
])('%i bytes are "%s"', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
