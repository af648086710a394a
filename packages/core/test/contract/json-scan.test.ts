import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlainJson } from '../../src/contract/json-scan.ts';

function accepts(text: string): boolean {
  const bytes = Buffer.from(text);
  return isPlainJson(bytes, 0, bytes.length);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the quick scan', () => {
  test.each([
    '{}',
    '[]',
    '[[], {}, [{"a": {}}]]',
    '{"a": 1, "b": [true, false, null]}',
    '[-0, 0.5, 1e400, 1E-7, 9007199254740993, 2e+3]',
    String.raw`"\" \\ \/ \b \f \n \r \t \u00e9 \uD834\uDD1E"`,
    '"ü €𝄞"',
    '{ "a"\t:\n1 , "b" : [ 1 , 2 ] }',
  ])('accepts %s', (text) => {
    expect([accepts(text), isJson(text)]).toEqual([true, true]);
  });

  test.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '{,}',
    '[,1]',
    '{"a"}',
    '{a:1}',
    '[1 2]',
    '1 2',
    '{}}',
    '[}',
    '01',
    '-',
    '-01',
    '.5',
    '1.',
    '1e',
    '1e+',
    '+1',
    'NaN',
    '-Infinity',
    'tru',
    'truex',
    'nullnull',
    '"',
    '"\\',
    '"\\x"',
    String.raw`"\u00g0"`,
    String.raw`"\u00"`,
    '"\n"',
    '\uFEFF{}',
  ])('does not accept %j', (text) => {
    expect([accepts(text), isJson(text)]).toEqual([false, false]);
  });

  test('leaves deep nesting to the native parser', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect([accepts(nested(65)), accepts(nested(66))]).toEqual([true, false]);
  });

  test('looks only between the two positions', () => {
    const bytes = Buffer.from('x12345');
    expect([isPlainJson(bytes, 1, 3), isPlainJson(bytes, 0, 3), isPlainJson(bytes, 6, 6)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isPlainJson(Buffer.from('[true]'), 1, 4)).toBe(false);
    expect(isPlainJson(Buffer.from('"\\u00e9"'), 0, 6)).toBe(false);
  });

  test('accepts every value that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (text, indent) => {
        expect(accepts(JSON.stringify(JSON.parse(text), undefined, indent))).toBe(true);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  test('accepts nothing that JSON.parse refuses, however a text was mutated', () => {
    const bits = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '\\u00',
      '0',
      '-',
      '1',
      '.',
      'e',
      'E',
      '+',
      'true',
      'nul',
      ' ',
      '\n',
    ];
    const soup = fc.array(fc.constantFrom(...bits), { maxLength: 12 }).map((parts) => parts.join(''));
    const mutated = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fc.oneof(soup, fc.string({ maxLength: 2 })))
      .map(([text, at, cut, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      });
    fc.assert(
      fc.property(fc.oneof(soup, mutated), (text) => {
        if (accepts(text)) expect(isJson(text)).toBe(true);
      }),
      { seed: 3, numRuns: 20_000 },
    );
  });
});
