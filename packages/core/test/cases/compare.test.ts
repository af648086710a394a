import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CompareRule, compareJson } from '../../src/cases/index.ts';
import { JsonText } from '../../src/contract/index.ts';

function differences(expected: string, actual: string, ...rules: CompareRule[]): string[] {
  return compareJson(JsonText.from(expected, 'expected'), JsonText.from(actual, 'actual'), 'result', rules);
}

describe('without rules everything has to be equal', () => {
  test.each([
    ['{"a": 1, "b": [true, null, "x"]}', '{"b":[true,null,"x"],"a":1}'],
    ['[1, 1.0, 100, -0, 1.50]', '[1.0, 10e-1, 1E+2, 0, 1.5]'],
    ['1e400', '10e399'],
    ['9007199254740993', '9007199254740993.0'],
    ['{"__proto__": 1, "constructor": 2}', '{"constructor": 2, "__proto__": 1}'],
    ['{"a": 1, "a": 2}', '{"a": 2}'],
  ])('%s is %s', (expected, actual) => {
    expect(differences(expected, actual)).toEqual([]);
  });

  test.each([
    [
      '{"seed": 9007199254740993}',
      '{"seed": 9007199254740992}',
      '`result.seed` is 9007199254740992, expected 9007199254740993.',
    ],
    ['1e400', '1e401', '`result` is 1e401, expected 1e400.'],
    ['{"a": 1}', '{}', '`result` lacks `a`, expected 1.'],
    ['{}', '{"a": {"b": [1]}}', '`result` has `a`: {"b": [1]}, which is not expected.'],
    ['{"a": null}', '{"a": false}', '`result.a` is false, expected null.'],
    ['[1, 2, 3]', '[1, 2]', '`result` has 2 items, expected 3.'],
    ['{"x y": [[0, "1"]]}', '{"x y": [[0, 1]]}', '`result["x y"][0][1]` is 1, expected "1".'],
    ['{}', '{"__proto__": 1}', '`result` has `__proto__`: 1, which is not expected.'],
    ['{}', '[]', '`result` is [], expected {}.'],
  ])('%s is not %s', (expected, actual, message) => {
    expect(differences(expected, actual)).toEqual([message]);
  });

  test('long values are cut, and no more than 20 differences are told', () => {
    const [message] = differences('1', JSON.stringify('x'.repeat(500)));
    expect(message?.length).toBeLessThan(150);
    const many = JSON.stringify(Array.from({ length: 100 }, (_, index) => index));
    expect(differences(many, many.replaceAll(/\d+/g, '-1'))).toHaveLength(20);
  });

  test('what is nested deeper than the stack is compared as text', { timeout: 30_000 }, () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    expect(differences(deep, `${deep}\n`)).toEqual([]);
    expect(differences(deep, `[${deep}]`)).toEqual(['`result` is nested too deeply to be compared.']);
  });

  test('a value is equal to itself, and to nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
        expect(differences(x, x)).toEqual([]);
        const sorted = (value: unknown) =>
          JSON.stringify(value, (_, v) => (isRecord(v) ? Object.entries(v).sort(([p], [q]) => (p < q ? -1 : 1)) : v));
        if (sorted(a) !== sorted(b)) expect(differences(x, y)).not.toEqual([]);
      }),
    );
  });
});

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('numbers within a tolerance', () => {
  test.each<[string, string, Omit<Extract<CompareRule, { as: 'number' }>, 'path' | 'as'>, boolean]>([
    ['0.1', '0.15', { absolute: 0.05 }, true],
    ['0.1', '0.1500000001', { absolute: 0.05 }, false],
    ['-100', '-101', { relative: 0.01 }, true],
    ['-100', '-101.1', { relative: 0.01 }, false],
    ['0', '1e-12', { relative: 0.5 }, false],
    ['0', '1e-12', { relative: 0.5, absolute: 1e-10 }, true],
    ['9007199254740993', '9007199254740992', { absolute: 0.5 }, false],
    ['9007199254740993', '9007199254740992', { absolute: 1 }, true],
    ['1', '1.0000000001', {}, true],
    ['1', '1.00000001', {}, false],
    ['1e999999999', '1', { absolute: 1 }, false],
  ])('%s, %s and %j', (expected, actual, tolerance, isRight) => {
    const found = differences(expected, actual, { path: '', as: 'number', ...tolerance });
    expect(found.length === 0).toBe(isRight);
  });

  test('a difference says how far apart they may be', () => {
    expect(differences('{"e": -1.5}', '{"e": -1.7}', { path: '/e', as: 'number', absolute: 0.1 })).toEqual([
      '`result.e` is -1.7, expected -1.5 give or take 0.1.',
    ]);
  });

  test('hold for everything below, until a deeper rule takes over', () => {
    const rules: CompareRule[] = [
      { path: '', as: 'number', absolute: 1 },
      { path: '/points/*/id', as: 'exact' },
    ];
    expect(differences('{"points": [{"id": 1, "x": 1}]}', '{"points": [{"id": 2, "x": 2}]}', ...rules)).toEqual([
      '`result.points[0].id` is 2, expected 1.',
    ]);
  });
});

describe('paths', () => {
  test('what is ignored may be anything, or missing, on either side', () => {
    const rule: CompareRule = { path: '/metadata/*', as: 'ignore' };
    expect(differences('{"metadata": {"a": 1, "b": 2}}', '{"metadata": {"b": 3, "c": 4}}', rule)).toEqual([]);
    expect(differences('{"metadata": {}, "a": 1}', '{"metadata": {}, "a": 2}', rule)).toHaveLength(1);
  });

  test('are JSON Pointers: ~1 is a slash, ~0 a tilde, a digit an index or a key', () => {
    expect(differences('{"a/b": {"~": 1}}', '{"a/b": {"~": 2}}', { path: '/a~1b/~0', as: 'ignore' })).toEqual([]);
    expect(differences('[[1], {"0": 1}]', '[[2], {"0": 2}]', { path: '/*/0', as: 'ignore' })).toEqual([]);
  });

  test('the last rule that fits holds', () => {
    const ignore: CompareRule = { path: '/a', as: 'ignore' };
    const exact: CompareRule = { path: '/*', as: 'exact' };
    expect(differences('{"a": 1}', '{"a": 2}', exact, ignore)).toEqual([]);
    expect(differences('{"a": 1}', '{"a": 2}', ignore, exact)).toHaveLength(1);
  });
});

describe('any value of a type', () => {
  test.each<[string, string, CompareRule & { as: 'type' }, string | undefined]>([
    ['"a"', '"b"', { path: '', as: 'type' }, undefined],
    ['1', '1.0', { path: '', as: 'type' }, undefined],
    ['1', '1.5', { path: '', as: 'type' }, '`result` is 1.5, expected any integer.'],
    ['1.5', '2', { path: '', as: 'type' }, undefined],
    ['[1]', '[]', { path: '', as: 'type' }, undefined],
    ['{}', 'null', { path: '', as: 'type', types: ['object', 'null'] }, undefined],
    ['"x"', '{}', { path: '', as: 'type', types: ['string', 'null'] }, '`result` is {}, expected any string or null.'],
  ])('%s, %s and %j', (expected, actual, rule, message) => {
    expect(differences(expected, actual, rule)).toEqual(message === undefined ? [] : [message]);
  });
});
