import { describe, expect, test } from 'vitest';
import { expectationOf, isCaseName, judgeCase, loadCases, suggestRules, type TestCase } from '../../src/cases/index.ts';
import { projectFilesOf } from '../../src/check/index.ts';
import { createInput, JsonText, type Outcome, settle } from '../../src/contract/index.ts';
import { isServiceError } from '../../src/errors/index.ts';

const json = (text: string) => JsonText.from(text, 'test');

function outcome(exitCode: number, result?: string, logTail = ''): Outcome {
  const now = new Date(0);
  return settle({
    exitCode,
    ...(result !== undefined && { result: json(result) }),
    interimResults: [],
    interimResultCount: 0,
    violations: [],
    oomKilled: false,
    startedAt: now,
    endedAt: now,
    usage: { samples: 0 },
    logTail,
  });
}

/** With colours, a progress bar and a marker, none of which tell why. */
const traceback =
  'PlanQK:Job:InterimResult: 1\n 10 %\r 20 %\rTraceback:\n\n  raise\n\u001B[31mRuntimeError: BOOM\u001B[0m\n';

function caseOf(changes: Partial<TestCase> = {}): TestCase {
  return { name: 'small', input: createInput().input, compare: [], ...changes };
}

async function problemsOf(texts: Readonly<Record<string, string>>): Promise<string> {
  const files = projectFilesOf(
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [`tests/cases/${name}`, text])),
  );
  return loadCases(files).then(
    () => '',
    (error: unknown) => {
      if (!isServiceError(error)) throw error;
      return `${error.code} ${error.message}`;
    },
  );
}

describe('the cases of a project', () => {
  test('are its folders in tests/cases, with the input as it is written', async () => {
    const files = projectFilesOf({
      'tests/cases/b/data.json': '{"n": 9007199254740993}',
      'tests/cases/b/expected.json': '{"n": 1.0}',
      'tests/cases/b/case.json': '{"description": "d", "compare": [{"path": "/n", "as": "number", "absolute": 1}]}',
      'tests/cases/b/notes.md': 'free',
      'tests/cases/a/params.json': '{}',
      'tests/cases/a/expected-error.json': '{"code": "X"}',
      'tests/cases/readme.md': 'free',
      'tests/golden/c/data.json': '[',
    });
    const [a, b, ...more] = await loadCases(files);
    expect(more).toEqual([]);
    expect(a).toMatchObject({ name: 'a', expectedError: json('{"code": "X"}'), compare: [] });
    expect(b).toMatchObject({ name: 'b', description: 'd', compare: [{ path: '/n', as: 'number', absolute: 1 }] });
    expect([b?.input.data.text, b?.input.params.text, b?.expected?.text]).toEqual([
      '{"n": 9007199254740993}',
      '{}',
      '{"n": 1.0}',
    ]);
    expect(a).not.toHaveProperty('expected');
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'a misspelt file',
      { 'x/data.json': '{}', 'x/expcted.json': '{}' },
      /^CASE_INVALID tests\/cases\/x .*\n {2}- expcted\.json is no file of a case; perhaps expected\.json is meant$/,
    ],
    ['two expectations', { 'x/expected.json': '{}', 'x/expected-error.json': '{}' }, /expects both a result/],
    ['an empty folder', { 'x/notes.md': '' }, /holds none of data\.json/],
    ['data that is no JSON', { 'x/data.json': '{' }, /^INVALID_JSON tests\/cases\/x\/data\.json/],
    ['data that is no object', { 'x/data.json': '[]' }, /^INPUT_NOT_OBJECT tests\/cases\/x\/data\.json/],
    [
      'an unknown way to compare',
      { 'x/case.json': '{"compare": [{"path": "", "as": "magic"}]}' },
      /compare\.0\.as has to be one of exact, number/,
    ],
    [
      'a path without a slash',
      { 'x/case.json': '{"compare": [{"path": "a", "as": "exact"}]}' },
      /compare\.0\.path has to look like/,
    ],
    [
      'a tolerance of something else',
      { 'x/case.json': '{"compare": [{"path": "", "as": "number", "tolerance": 0.1}]}' },
      /compare\.0\.as has to be one of counts/,
    ],
    [
      'a tolerance of chi-square',
      { 'x/case.json': '{"compare": [{"path": "", "as": "counts", "by": "chi-square", "tolerance": 0.1}]}' },
      /compare\.0\.by has to be one of total-variation/,
    ],
    ['an unknown field', { 'x/case.json': '{"ignore": []}' }, /ignore is no field that is known/],
  ])('%s is refused with its place', async (_what, texts, message) => {
    expect(await problemsOf(texts)).toMatch(message);
  });

  test.each(['a', 'ghz-3.v2', '64_qubits'])('%s names one', (name) => expect(isCaseName(name)).toBe(true));
  test.each(['', '.', '..', 'a/b', 'a\\b', '-a', 'a.', 'a b', 'x'.repeat(101)])('"%s" does not', (name) =>
    expect(isCaseName(name)).toBe(false),
  );
});

describe('a case that expects a result', () => {
  const expected = caseOf({ expected: json('{"n": 1}') });

  test('passes with that result', async () => {
    expect(await judgeCase(expected, outcome(0, '{"n": 1.0}'))).toEqual([]);
  });

  test('tells the difference and how to take it over', async () => {
    expect(await judgeCase(expected, outcome(0, '{"n": 2}'))).toEqual([
      {
        severity: 'error',
        message: '`result.n` is 2, expected 1.',
        remedy: 'Take what is right over with --update; say what may vary in tests/cases/small/case.json.',
      },
    ]);
  });

  test.each<[Outcome, RegExp]>([
    [outcome(0), /printed no result/],
    [outcome(3, '{"code": "BAD", "detail": "no"}'), /BAD: no/],
  ])('fails when there is none', async (ended, message) => {
    const findings = await judgeCase(expected, ended);
    expect(findings).toMatchObject([{ severity: 'error', message: expect.stringMatching(message) }]);
  });

  test('tells how the log of a service that failed ends, and what shows all of it', async () => {
    const [finding] = await judgeCase(expected, outcome(1, undefined, traceback));
    expect(finding).toEqual({
      severity: 'error',
      message:
        'A result is expected. The service failed with exit code 1. Its log ends with:\n  Traceback:\n    raise\n  RuntimeError: BOOM',
      remedy: 'Mend what the log tells; "planqk-service run" on the input in tests/cases/small shows the whole log.',
    });
  });

  test('tells no more than some lines, and never sends anybody to a log that is empty', async () => {
    const long = Array.from({ length: 50 }, (_, line) => `${line} ${'x'.repeat(1_000)}\n`).join('');
    const [finding] = await judgeCase(expected, outcome(1, undefined, long));
    expect(finding?.message.split('\n')).toHaveLength(11);
    expect(finding?.message.length).toBeLessThan(2_500);
    const [silent] = await judgeCase(expected, outcome(1));
    expect([silent?.message, silent?.remedy]).toEqual([
      'A result is expected. The service failed with exit code 1.',
      expect.not.stringMatching(/log/),
    ]);
  });

  test('is held against the specification too; without an expectation that alone', async () => {
    const specification = { components: { schemas: { resultResponse: { properties: { n: { type: 'string' } } } } } };
    const [finding, ...more] = await judgeCase(caseOf(), outcome(0, '{"n": 1}'), specification);
    expect(finding?.message).toContain('`result.n` is 1, the specification says string.');
    expect(more).toEqual([]);
    expect(await judgeCase(caseOf(), outcome(0, '{"n": "1"}'), specification)).toEqual([]);
  });
});

describe('a case that expects an error', () => {
  const expected = caseOf({ expectedError: json('{"code": "BAD"}') });

  test('passes with that error and any exit code but 0', async () => {
    expect(await judgeCase(expected, outcome(7, '{"code": "BAD"}'))).toEqual([]);
  });

  test.each<[Outcome, RegExp]>([
    [outcome(0, '{"code": "BAD"}'), /the service succeeded/],
    [outcome(1), /printed none\. The service failed with exit code 1/],
    [outcome(1, undefined, traceback), /printed none\. .*Its log ends with:\n(?:.*\n)*.*RuntimeError: BOOM$/],
    [outcome(1, '{"code": "WORSE"}'), /`error\.code` is "WORSE", expected "BAD"/],
  ])('fails otherwise', async (ended, message) => {
    expect(await judgeCase(expected, ended)).toMatchObject([{ message: expect.stringMatching(message) }]);
  });
});

describe('an updated expectation', () => {
  const result = outcome(0, ' {"b":1e400,"a":[9007199254740993],"1":{},"a":"{,}"} ');
  const failure = outcome(1, '{"code": "X"}');
  const text = '{\n  "b": 1e400,\n  "a": [\n    9007199254740993\n  ],\n  "1": {},\n  "a": "{,}"\n}\n';

  test('is what came, laid out, with the spelling of its numbers and the order of its keys', async () => {
    expect(await expectationOf({}, result)).toEqual({ file: 'expected.json', text });
    expect(await expectationOf({ expected: json('1') }, result)).toEqual({ file: 'expected.json', text });
    expect(await expectationOf({}, failure)).toMatchObject({ file: 'expected-error.json' });
  });

  test('never turns an expected result into an error or the other way round', async () => {
    expect(await expectationOf({ expected: json('1') }, failure)).toBeUndefined();
    expect(await expectationOf({ expectedError: json('1') }, result)).toBeUndefined();
    expect(await expectationOf({}, outcome(0))).toBeUndefined();
    expect(await expectationOf({}, outcome(1))).toBeUndefined();
  });
});

test('a new case compares what looks measured as counts', () => {
  const text = '{"a/b": {"00": 1, "11": 3}, "n": {"00": 1, "1": 2}, "p": {"00": 0.5, "11": 0.5}, "0": 1, "e": {}}';
  expect(suggestRules(json(text))).toEqual([{ path: '/a~1b', as: 'counts' }]);
});
