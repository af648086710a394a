import { expect, test } from 'vitest';
import { parseSize } from '../../src/input/size.ts';

test.each([
  ['4096', 4096],
  ['1KB', 1024],
  ['500MB', 500 * 1024 ** 2],
  ['1.5 GB', 1.5 * 1024 ** 3],
  [' 2tb ', 2 * 1024 ** 4],
])('"%s" is %i bytes', (text, bytes) => {
  expect(parseSize('--max-size', text)).toBe(bytes);
});

test.each(['', 'big', '0', '-1', '1e9', '5 MiB', '0.1', '9999999TB', 'Infinity'])('"%s" is no size', (text) => {
  expect(() => parseSize('--max-size', text)).toThrow(`--max-size cannot be "${text}": that is no size`);
});
