import { expect, test } from 'vitest';
import { parseDuration } from '../../src/input/duration.ts';

test.each([
  ['90', 90_000],
  ['90s', 90_000],
  ['500ms', 500],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  [' 5m ', 300_000],
  ['596h', 596 * 3_600_000],
])('"%s" is %i ms', (text, ms) => {
  expect(parseDuration('--timeout', text)).toBe(ms);
});

test.each(['abc', '', '-5', '5 m', '5d', '1e3', '0x10', '1.', '.5', '5mm', 'NaN', 'Infinity'])(
  '"%s" is no duration',
  (text) => {
    expect(() => parseDuration('--timeout', text)).toThrow(`--timeout cannot be "${text}": that is no duration`);
  },
);

test('nothing is too short, because a service that may take no time cannot run', () => {
  expect(() => parseDuration('--grace', '0s')).toThrow('--grace cannot be "0s": it has to be longer than nothing');
});

test('what a timer cannot hold is refused, because Node would fire it at once', () => {
  expect(parseDuration('--timeout', '2147483647ms')).toBe(2 ** 31 - 1);
  expect(() => parseDuration('--timeout', '2147483648ms')).toThrow('more than 24 days');
  expect(() => parseDuration('--timeout', '9'.repeat(400))).toThrow('more than 24 days');
});

test('the error names the flag, shows an example and ends with 2', () => {
  expect(() => parseDuration('--timeout', 'soon')).toThrow(
    expect.objectContaining({ code: 'FLAG_INVALID', exitCode: 2, hint: 'Write it like --timeout 90s' }),
  );
});
