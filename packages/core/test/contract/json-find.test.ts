import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findInJson } from '../../src/contract/json-find.ts';
import { JsonText } from '../../src/contract/json-text.ts';

const find = (text: string, path: readonly (string | number)[]) => {
  const span = findInJson(JsonText.from(text, 'x'), path);
  return span && text.slice(span.from, span.end);
};

test.each<[string, (string | number)[], string | undefined]>([
  [' {"a": [1, {"b": 9007199254740993}]} ', ['a', 1, 'b'], '9007199254740993'],
  ['{"a": 1, "a": 1e400}', ['a'], '1e400'],
  ['{"a\\u0062": "x]"}', ['ab'], '"x]"'],
  ['{"0": [ ]}', ['0'], '[ ]'],
  ['{"0": []}', ['0', 0], undefined],
  ['{"a": {"__proto__": null}}', ['a', '__proto__'], 'null'],
  ['5', ['a'], undefined],
  [' 5 ', [], '5'],
])('in %s %j is %s', (text, path, expected) => {
  expect(find(text, path)).toBe(expected);
});

test('every value of every JSON text is found where it stands', () => {
  const walk = (text: string, value: unknown, path: (string | number)[]): void => {
    expect(JSON.parse(find(text, path) ?? '"missing"')).toEqual(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value))
      walk(text, part, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      walk(text, JSON.parse(text), []);
    }),
    { numRuns: 300 },
  );
});
