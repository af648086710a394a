import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonText, stringifyWithRawJson } from '../../src/contract/index.ts';
import { findJsonFault } from '../../src/contract/json-fault.ts';
import { isServiceError } from '../../src/errors/index.ts';

describe('JsonText', () => {
  test('keeps the text as it was given', () => {
    const text = ' {"b": 9007199254740993, "a": 1.0, "b": 1e400}\n';
    const json = JsonText.from(text, 'data');
    expect([json.text, `${json}`, json.byteLength]).toEqual([text, text, text.length]);
  });

  test('judges a large text, which is looked at without making its values, as any other', () => {
    const filling = `"${'ü'.repeat(1_000_000)}"`;
    const right = [
      `[${filling}]`,
      ` {"a": ${filling}} \r\n\t`,
      `${'['.repeat(99)}${filling}${']'.repeat(99)}`,
      `[${filling}, "\ud800"]`,
    ];
    for (const text of right) expect(JsonText.try(text)).toMatchObject({ ok: true, json: { text } });
    for (const text of [`[${filling},]`, `\ufeff${filling}`, `${filling}\u00a0`, `[${filling}`, ' '.repeat(1_000_000)])
      expect(JsonText.try(text)).toMatchObject({ ok: false, reason: expect.any(String) });
  });

  test('counts its length in bytes', () => {
    expect(JsonText.from('"ü€𝄞"', 'data').byteLength).toBe(11);
  });

  test.each([
    ['{}', 'object'],
    [' \n[1]', 'array'],
    ['"x"', 'string'],
    ['-1', 'number'],
    ['false', 'boolean'],
    ['null', 'null'],
  ])('knows that %j is of the kind %s', (text, kind) => {
    const json = JsonText.from(text, 'data');
    expect([json.kind, json.isObject()]).toEqual([kind, kind === 'object']);
  });

  test.each([
    ['', 1, 1, 'it is empty.'],
    [' \n ', 1, 1, 'it is empty.'],
    ['\uFEFF{}', 1, 1, 'it begins with a byte order mark.'],
    [Buffer.from('\uFEFF{"a": 1}', 'utf16le').toString(), 1, 1, 'it looks like UTF-16; JSON files are UTF-8.'],
    [Buffer.from('{"a": 1}', 'utf16le').toString(), 1, 1, 'it looks like UTF-16; JSON files are UTF-8.'],
    [Buffer.from('\uFEFF{"a": 1}', 'utf16le').swap16().toString(), 1, 1, 'it looks like UTF-16; JSON files are UTF-8.'],
    ['{"a": NaN}', 1, 7, 'NaN is not a JSON value.'],
    ['[1,\n -Infinity]', 2, 2, '-Infinity is not a JSON value.'],
    ["{'a': 1}", 1, 2, 'strings and names stand in double quotes, not in single quotes.'],
    ['{"a": 1,\n}', 1, 8, 'a comma must not stand before a closing bracket.'],
    ['[1,]', 1, 3, 'a comma must not stand before a closing bracket.'],
    ['{"a" 1}', 1, 6, 'a ":" is missing here.'],
    ['[1 2]', 1, 4, 'a "," or a closing bracket is missing here.'],
    ['[1}', 1, 3, '"}" does not belong here.'],
    ['{} {}', 1, 4, 'there is more text behind the JSON value.'],
    ['{"a": [1', 1, 9, 'it ends in the middle of a value.'],
    ['{a: 1}', 1, 2, '"a" is not a JSON value.'],
    ['[True]', 1, 2, 'True is not a JSON value; JSON writes true.'],
    ['// hi\n{}', 1, 1, 'comments are not JSON.'],
    ['"a\nb"', 1, 3, 'a line break inside a string must be written as an escape.'],
    ['"\\x41"', 1, 2, 'this escape does not exist in JSON.'],
    ['"abc', 1, 1, 'this string has no closing quote.'],
    ['007', 1, 1, 'a number must not begin with a zero.'],
    ['1.', 1, 3, 'a digit is missing behind the decimal point.'],
    ['+1', 1, 1, 'a number must not begin with "+".'],
  ])('says what is wrong with %j, and where', (text, line, column, reason) => {
    expect(JsonText.try(text)).toEqual({ ok: false, reason, place: { line, column } });
  });

  test('throws INVALID_JSON with source, place and reason', () => {
    const error = catchError(() => JsonText.from('{"a": NaN}', 'input/data.json'));
    expect(isServiceError(error) && error.message).toBe(
      'input/data.json is not valid JSON (line 1, column 7): NaN is not a JSON value.',
    );
  });

  test('takes a text of great depth, and finds a fault in one', () => {
    const deep = '['.repeat(100_000);
    expect(JsonText.try(`${deep}${']'.repeat(100_000)}`).ok).toBe(true);
    expect(JsonText.try(deep)).toMatchObject({ ok: false, place: { line: 1, column: 100_001 } });
  });

  test('finds a fault at the end of a text of 50 MB', { timeout: 30_000 }, () => {
    const text = `[${'"\\n 1234567",\n'.repeat(3_500_000)}NaN]`;
    expect(JsonText.try(text)).toMatchObject({ ok: false, place: { line: 3_500_001, column: 1 } });
  });

  test('finds a fault exactly in what the native parser refuses', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e4"',
      '"\\q"',
      '0',
      '-1.5e+3',
      '01',
      '1.',
      '1e',
      '-',
      '.5',
      'true',
      'nul',
      'NaN',
      "'",
      ' ',
      '\n',
      '\f',
      '\u00a0',
      '"',
      '\\',
    );
    const texts = fc.oneof(
      fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join('')),
      fc
        .tuple(fc.json(), fc.nat(), token)
        .map(([text, at, extra]) => text.slice(0, at % (text.length + 1)) + extra + text.slice(at % (text.length + 1))),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(findJsonFault(text) === undefined, text).toBe(isNativelyValid(text));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('writing JSON around JSON', () => {
  test('JSON.stringify keeps the spelling of every number', () => {
    const json = JsonText.from('{"big": 9007199254740993, "n": [1.0, 1e400, -0]}', 'data');
    expect(JSON.stringify({ result: json })).toBe('{"result":{"big":9007199254740993,"n":[1.0,1e400,-0]}}');
  });

  test('stringifyWithRawJson keeps the text whole, but for the blanks around it', () => {
    const json = JsonText.from('\n{"2": 1.0, "1": 1, "1": 2}\n', 'data');
    expect(stringifyWithRawJson({ ok: true, data: json, list: [json] })).toBe(
      '{"ok":true,"data":{"2": 1.0, "1": 1, "1": 2},"list":[{"2": 1.0, "1": 1, "1": 2}]}',
    );
    expect(stringifyWithRawJson({ data: json }, 2)).toBe('{\n  "data": {"2": 1.0, "1": 1, "1": 2}\n}');
  });

  test('stringifyWithRawJson writes everything else like JSON.stringify', () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.object({ withDate: true, withNullPrototype: true, withSparseArray: true }),
    );
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
        expect(stringifyWithRawJson(value, indent)).toBe(JSON.stringify(value, null, indent));
      }),
    );
  });
});

function catchError(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

function isNativelyValid(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
