import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrayElements } from '../../src/client/json-array.ts';

test.each([
  ['[]', []],
  [' [ ] ', []],
  ['[1.0, 9007199254740993,\n{"a": [1, 2], "a": "]"}]', ['1.0', '9007199254740993', '{"a": [1, 2], "a": "]"}']],
  ['["\\"", "\\\\", "a,b]"]', ['"\\""', '"\\\\"', '"a,b]"']],
  ['[[],[[]],{}]', ['[]', '[[]]', '{}']],
  ['{"a": 1}', undefined],
  ['"[1]"', undefined],
])('%s', (text, elements) => {
  expect(arrayElements(text)).toEqual(elements);
});

test('of any array has its elements as they are written', () => {
  fc.assert(
    fc.property(fc.array(fc.json()), fc.constantFrom(',', ' ,\n'), (elements, comma) => {
      expect(arrayElements(`[${elements.join(comma)}]`)).toEqual(elements);
    }),
  );
});
