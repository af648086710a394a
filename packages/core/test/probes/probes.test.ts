import { describe, expect, test } from 'vitest';
import { isServiceError } from '../../src/errors/index.ts';
import { allProbes, skippedProbes } from '../../src/probes/index.ts';
import { isEmptyInput, withField, withNumberReplaced } from '../../src/probes/inputs.ts';
import { ask, type Ending, type Service } from './observe.ts';

const refusal: Ending = { exitCode: 1, result: '{"code": "INVALID_INPUT", "detail": "no"}' };

/** A service that does everything right: it parses strictly and hands numbers on as they are written. */
const good: Service = ({ data, params, memoryBytes }) => {
  try {
    const { n } = JSON.parse(data ?? '');
    const seed = /"seed": (\d+)/.exec(params ?? '')?.[1] ?? '0';
    if (typeof n !== 'number' || n > 64) return refusal;
    return {
      result: `{"n": ${n}, "seed": ${seed}}`,
      ...(memoryBytes === undefined && { peakMemoryBytes: 100 * 1024 ** 2 }),
    };
  } catch {
    return refusal;
  }
};

test.each([...allProbes])('$id finds nothing in a service that does everything right', ({ id }) => {
  expect(ask(id, good)).toEqual([]);
});

/** The same, but for one kind of input. */
function but(isMeant: (run: Parameters<Service>[0]) => boolean, ending: Ending): Service {
  return (run) => (isMeant(run) ? ending : good(run));
}

const sampleAnswer: Ending = { result: '{"n": 3, "seed": 42}' };

describe.each<[string, string, Service, RegExp]>([
  [
    'empty-data',
    'ends with 0 and nothing',
    but(({ data }) => data === '{}', {}),
    /^error: Given \{\} as data, the service ends with 0, but without a result/,
  ],
  [
    'empty-data',
    'ends with 0 and NaN',
    but(({ data }) => data === '{}', { result: 'NaN' }),
    /^error: .*ends with 0, but without a result/,
  ],
  [
    'empty-data',
    'hangs',
    but(({ data }) => data === '{}', { timedOut: true, exitCode: 137 }),
    /^error: .*does not come to an end/,
  ],
  [
    'empty-data',
    'crashes',
    but(({ data }) => data === '{}', { exitCode: 139, log: 'fatal: BOOM' }),
    /^error: .*crashes: .* Its last words: fatal: BOOM$/,
  ],
  [
    'empty-data',
    'fails without a word',
    but(({ data }) => data === '{}', { exitCode: 2 }),
    /^warning: .*without a word/,
  ],
  [
    'empty-data',
    'answers as for the sample',
    but(({ data }) => data === '{}', sampleAnswer),
    /^warning: .*as for its sample input\.$/,
  ],
  [
    'empty-params',
    'crashes',
    but(({ params }) => params === '{}', { exitCode: 134 }),
    /^error: Given \{\} as parameters/,
  ],
  [
    'missing-params',
    'crashes',
    but(({ params }) => params === undefined, { exitCode: 139 }),
    /^warning: Without params\.json/,
  ],
  [
    'missing-input',
    'answers as for the sample',
    but(({ data }) => data === undefined, sampleAnswer),
    /^error: .*gives a result, the same as for its sample input/,
  ],
  [
    'missing-input',
    'answers otherwise',
    but(({ data }) => data === undefined, { result: '1' }),
    /^error: .*gives a result: its input/,
  ],
  ['missing-input', 'crashes', but(({ data }) => data === undefined, { exitCode: 139 }), /^warning: /],
  [
    'malformed-data',
    'answers an empty file as the sample',
    but(({ data }) => data === '', sampleAnswer),
    /^error: Given an empty data\.json.*perhaps from a sample inside the image\.$/,
  ],
  [
    'malformed-data',
    'reads half of it',
    but(({ data = '' }) => data.endsWith('"'), { result: '"sentinel-6f1c0b9d"' }),
    /^error: .*cut off in the middle.*, and reads it in part\.$/,
  ],
  [
    'malformed-data',
    'answers otherwise',
    but(({ data }) => data === '', { result: '0' }),
    /^error: .*gives a result\.$/,
  ],
  ['malformed-data', 'crashes', but(({ data }) => data === '', { exitCode: 139 }), /^error: .*crashes/],
  [
    'unicode',
    'fails',
    but(({ data = '' }) => data.includes('ö'), { exitCode: 1, log: 'Traceback\nUnicodeDecodeError: oops\n' }),
    /^error: .*with plain text it does not: .*Its last words: UnicodeDecodeError: oops$/,
  ],
  [
    'large-input',
    'fails without an error of its own',
    but(({ data = '' }) => data.length > 1e5, { exitCode: 1, log: 'too large' }),
    /^error: Given data of 1 MB, the service fails/,
  ],
  [
    'large-input',
    'runs out of memory',
    but(({ data = '' }) => data.length > 1e5, { exitCode: 137, oomKilled: true }),
    /^error: Given data of 1 MB/,
  ],
  [
    'deep-input',
    'crashes',
    but(({ data = '' }) => data.includes('[[['), { exitCode: 139 }),
    /^warning: .*10000 levels deep, the service crashes/,
  ],
  [
    'big-numbers',
    'rounds',
    but(({ params = '' }) => params.includes('9007199254740993'), { result: '[9007199254740992]' }),
    /^error: Given 9007199254740993 as params\.seed, the service hands on 9007199254740992\.$/,
  ],
  [
    'big-numbers',
    'rounds to a float',
    but(({ params = '' }) => params.includes('9007199254740993'), { result: '9.007199254740992e+15' }),
    /hands on 9\.007199254740992e\+15/,
  ],
  [
    'big-numbers',
    'refuses with a rounded number',
    but(({ data = '' }) => data.includes('"n": 9007199254740993'), {
      exitCode: 1,
      result: '{"detail": "found 9007199254740992"}',
    }),
    /as data\.n, /,
  ],
  [
    'read-only-input',
    'fails',
    but(({ readOnlyInput }) => readOnlyInput === true, { exitCode: 1, log: 'EACCES' }),
    /^warning: .*Its last words: EACCES$/,
  ],
  ['unknown-user', 'fails', but(({ user }) => user !== undefined, refusal), /^warning: As the user 54321/],
  ['no-network', 'fails', but(({ withoutNetwork }) => withoutNetwork === true, refusal), /^warning: Without a network/],
  [
    'write-outside-tmp',
    'fails',
    but(({ readOnlyRoot }) => readOnlyRoot === true, refusal),
    /^warning: With a file system/,
  ],
  ['sigterm', 'is killed', but(({ stop }) => stop === true, { exitCode: 137 }), /^warning: Asked to end by SIGTERM/],
  [
    'memory-limit',
    'hangs',
    but(({ memoryBytes }) => memoryBytes !== undefined, { timedOut: true, exitCode: 137 }),
    /^error: With 50 MB of memory, the service does not come to an end/,
  ],
  [
    'memory-limit',
    'ends with 0 and nothing',
    but(({ memoryBytes }) => memoryBytes !== undefined, { exitCode: 0 }),
    /^error: With 50 MB of memory, the service ends with 0/,
  ],
  [
    'memory-limit',
    'goes on without a child',
    but(({ memoryBytes }) => memoryBytes !== undefined, { ...sampleAnswer, oomKilled: true }),
    /^warning: .*a process of the service is killed/,
  ],
  [
    'deterministic',
    'answers otherwise the second time',
    but(({ repetition }) => repetition === 1, { result: '{"n": 4, "seed": 42}' }),
    /^error: .*differs from the first: `result\.n` is 4, expected 3\.$/,
  ],
  [
    'deterministic',
    'fails the second time',
    but(({ repetition }) => repetition === 1, refusal),
    /^error: The second time the service fails/,
  ],
  [
    'output',
    'prints its result in the middle of a line',
    () => ({ log: 'done: PlanQK:Job:Result: 1\n' }),
    /^error: stdout, line 1: .*beginning of a line/,
  ],
  ['output', 'prints NaN', () => ({ result: '{"e": NaN}' }), /^error: stdout, line 1: .*NaN/],
  [
    'output',
    'fails with words in its log',
    () => ({ exitCode: 1, log: 'Traceback:\nRuntimeError: BOOM\n' }),
    /^error: The service failed with exit code 1\. Its log ends with:\n {2}Traceback:\n {2}RuntimeError: BOOM$/,
  ],
  ['output', 'fails', () => refusal, /^error: The service failed with exit code 1 \(INVALID_INPUT: no\)\.$/],
])('%s', (id, _what, service, message) => {
  test(`finds it when the service ${_what}`, () => {
    const findings = ask(id, service);
    expect(
      findings.some((finding) => message.test(finding)),
      findings.join('\n'),
    ).toBe(true);
  });
});

test.each<[string, Service]>([
  ['missing-params', but(({ params }) => params === undefined, refusal)],
  ['unicode', but(({ data = '' }) => data.includes('planqkServiceProbe'), refusal)],
  ['large-input', but(({ data = '' }) => data.length > 1e5, refusal)],
  ['sigterm', but(({ stop }) => stop === true, { exitCode: 143 })],
  ['memory-limit', but(({ memoryBytes }) => memoryBytes !== undefined, { exitCode: 137, oomKilled: true })],
  ['memory-limit', but(({ memoryBytes }) => memoryBytes !== undefined, { exitCode: 1 })],
])('%s takes a refusal for an answer', (id, service) => {
  expect(ask(id, service)).toEqual([]);
});

test('a service whose sample data is empty may answer without input', () => {
  const constant: Service = () => ({ result: '1' });
  const texts = { data: '{ }', params: '{}' };
  expect([...ask('missing-input', constant, texts), ...ask('empty-data', constant, texts)]).toEqual([]);
});

test('a number that the service always prints is not taken for a lost one', () => {
  expect(ask('big-numbers', () => ({ result: '{"limit": 9007199254740992}' }))).toEqual([]);
});

describe('the input of probes', () => {
  test('is the sample as it was written, with one more field', () => {
    expect(withField(' { "a": 1.0, "a": 1e400 }\n', 'b', '[]')).toBe('{"a": 1.0, "a": 1e400, "b": []}');
    expect(withField('{ }', 'b', '1')).toBe('{"b": 1}');
    expect(withField('{"a": "}"}', 'b', '1')).toBe('{"a": "}", "b": 1}');
  });

  test('has a number in the place of one whole number at a time', () => {
    const replaced = withNumberReplaced('{"a": [1, 2.5, {"b/c": 3}], "d": "4", "e": 5}', '99', 8);
    expect(replaced).toEqual([
      { path: '/a/0', text: '{"a": [99, 2.5, {"b/c": 3}], "d": "4", "e": 5}' },
      { path: '/a/2/b/c', text: '{"a": [1, 2.5, {"b/c": 99}], "d": "4", "e": 5}' },
      { path: '/e', text: '{"a": [1, 2.5, {"b/c": 3}], "d": "4", "e": 99}' },
    ]);
    expect(withNumberReplaced('[1, 2, 3]', '99', 2)).toHaveLength(2);
  });

  test.each([
    ['{}', true],
    ['{ \n}', true],
    ['[]', true],
    ['{"a": 1}', false],
  ])('%s is empty: %s', (text, isEmpty) => {
    expect(isEmptyInput(text)).toBe(isEmpty);
  });

  test('is never larger than the platform accepts', () => {
    const probe = allProbes.find(({ id }) => id === 'large-input');
    const { large } = probe?.runs({ data: '{"n": 3}', params: '{}', observation: {} }) ?? {};
    const bytes = Buffer.byteLength(`${large?.data}${large?.params}`);
    expect(bytes).toBeLessThanOrEqual(1_000_000);
    expect(bytes).toBeGreaterThan(990_000);
    expect(JSON.parse(large?.data ?? '')).toMatchObject({ n: 3 });
  });
});

describe('probes that a project skips', () => {
  test('are told with their reasons', () => {
    const skipped = skippedProbes({ skippedProbes: [{ probe: 'no-network', reason: 'calls a backend' }] });
    expect([...skipped]).toEqual([['no-network', 'calls a backend']]);
    expect(skippedProbes({}).size).toBe(0);
  });

  test('have to exist', () => {
    try {
      skippedProbes({ skippedProbes: [{ probe: 'no-netwrk', reason: 'x' }] });
      expect.unreachable();
    } catch (error) {
      if (!isServiceError(error)) throw error;
      expect(error.message).toContain('test.skip.0.probe names no probe: no-netwrk; perhaps no-network is meant');
    }
  });
});
