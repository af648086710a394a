import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '../../src/errors/index.ts';

test('the nearest candidate is the one with the fewest changes, if they are few', () => {
  expect(nearest('startr', ['help', 'starter', 'name'])).toBe('starter');
  expect(nearest('RUST', ['rust', 'go'])).toBe('rust');
  // Letters that changed places are the commonest slip.
  expect(nearest('rnu', ['ci', 'run', 'test'])).toBe('run');
  expect(nearest('zzz', ['rust', 'go'])).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});

test('a candidate is always nearest to itself', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, selector: (text) => text.toLowerCase() }), (words) => {
      for (const word of words) expect(nearest(word, words)).toBe(word);
    }),
  );
});
