import { describe, expect, test } from 'vitest';
import { nextDelay, parseRetryAfter } from '../../src/client/backoff.ts';

const middle = 0.5;

describe('the pause before the next question', () => {
  test('begins at 0.25 s, grows by half, and stays at 5 s', () => {
    const delays = Array.from({ length: 10 }, (_, attempt) => nextDelay(attempt, middle));
    expect(delays).toEqual([250, 375, 563, 844, 1266, 1898, 2848, 4271, 5000, 5000]);
    expect(nextDelay(10_000, middle)).toBe(5000);
  });

  test('varies by 20 % up and down', () => {
    expect([nextDelay(0, 0), nextDelay(0, 1)]).toEqual([200, 300]);
  });

  test('is never shorter than what the server asks for', () => {
    expect(nextDelay(0, 0, 7_000)).toBe(7_000);
    expect(nextDelay(9, 1, 1_000)).toBe(6_000);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  test.each<[string | null, number | undefined]>([
    ['3', 3_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5', undefined],
  ])('%j is %j ms', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});
