import { describe, expect, test } from 'vitest';
import { createInput, inputJson, profileV1 } from '../../src/contract/index.ts';

const limit = profileV1.limits.inputByValueBytes;

/** A JSON object of exactly so many bytes. */
function objectOf(bytes: number): string {
  return `{"a":"${'x'.repeat(bytes - 8)}"}`;
}

describe('one half of the input', () => {
  test.each([[undefined], [null], ['null'], [' null\n']])('%j becomes an empty object', (text) => {
    expect(inputJson(text, 'data')).toMatchObject({ json: { text: '{}' }, warnings: [] });
  });

  test('an object is kept as it was written', () => {
    expect(inputJson('{"a": 1.0}\n', 'data').json.text).toBe('{"a": 1.0}\n');
  });

  test.each([
    ['[1]', 'an array'],
    ['"x"', 'a string'],
    ['0', 'a number'],
    ['true', 'a boolean'],
  ])('%s is refused as %s', (text, found) => {
    expect(() => inputJson(text, 'input/data.json')).toThrow(`input/data.json holds ${found}`);
  });

  test('an empty text is not JSON', () => {
    expect(() => inputJson('', 'data')).toThrow(expect.objectContaining({ code: 'INVALID_JSON' }));
  });

  test('what is larger than the platform accepts is a warning, and an error when strict', () => {
    expect(inputJson(objectOf(limit), 'data').warnings).toEqual([]);
    expect(inputJson(objectOf(limit + 1), 'data').warnings).toMatchObject([
      { code: 'INPUT_TOO_LARGE', details: { bytes: limit + 1 } },
    ]);
    expect(() => inputJson(objectOf(limit + 1), 'data', { strict: true })).toThrow(
      expect.objectContaining({ code: 'INPUT_TOO_LARGE' }),
    );
  });
});

describe('the input of an execution', () => {
  test('has both halves even when none is given', () => {
    const { data, params } = createInput().input;
    expect([data.text, params.text]).toEqual(['{}', '{}']);
  });

  test('names the half that is wrong', () => {
    expect(() => createInput({ data: '{}', params: '[]', paramsSource: 'input/params.json' })).toThrow(
      'input/params.json',
    );
  });

  test('two halves that are too large only together are a warning that names both', () => {
    const { warnings } = createInput({ data: objectOf(limit / 2), params: objectOf(limit / 2 + 1) });
    expect(warnings.map((warning) => warning.message)).toEqual([
      `data together with params has ${limit + 1} bytes; the platform accepts at most ${limit} by value.`,
    ]);
  });
});
