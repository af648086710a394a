import { describe, expect, test } from 'vitest';
import { inspectOutput, OutputInspector } from '../../src/inspect/index.ts';
import { found, inspectPieces, inspectText } from './inspect-text.ts';

const result = 'PlanQK:Job:Result: {"a": 1}\n';

describe('what the platform sees', () => {
  test('is the result, its form, place and size, and the interim results', () => {
    const text = `hi\nPlanQK:Job:InterimResult: 1\nPlanQK:Job:InterimResult: 2\n\nPlanQK:Job:InterimResult: 3\n${result}bye`;
    expect(inspectText(text)).toEqual({
      bytes: text.length,
      lines: 7,
      result: { line: 6, column: 1, offset: 88, form: 'line', valid: true, bytes: 8 },
      ignoredResults: 0,
      interim: {
        count: 3,
        first: { line: 2, column: 1, offset: 3 },
        last: { line: 5, column: 1, offset: 60 },
      },
      findings: [],
      counts: {},
      errors: 0,
      warnings: 0,
    });
  });

  test('of a block is its first line and the size of what it holds', () => {
    const text = 'PlanQK:Job:MultilineResult\n{\n "a": 1\n}\nPlanQK:Job:MultilineResult';
    expect(inspectText(text)).toMatchObject({ lines: 5, result: { line: 1, form: 'block', valid: true, bytes: 11 } });
  });

  test('of an empty output is that there is no result', () => {
    expect(inspectText('')).toMatchObject({ bytes: 0, lines: 0, result: undefined, errors: 1 });
    expect(inspectText('').findings[0]).toMatchObject({ code: 'NO_RESULT', line: 1, detail: 'Nothing was printed.' });
  });
});

describe('a finding', () => {
  test.each([
    ['ü log\n', '1:1 NO_RESULT'],
    [`${result}${result}`, '2:1 DUPLICATE_RESULT'],
    [`${result}PlanQK:Job:MultilineResult\n1\nPlanQK:Job:MultilineResult\n`, '2:1 DUPLICATE_RESULT'],
    [`${result}PlanQK:Job:MultilineResult\n1\n`, '2:1 UNTERMINATED_BLOCK'],
    ['PlanQK:Job:Result: {"ü": 1, b}\n', '1:29 INVALID_JSON'],
    ['PlanQK:Job:Result:\n', '1:19 INVALID_JSON'],
    ['PlanQK:Job:Result: {"ü": NaN}\n', '1:26 NOT_A_NUMBER'],
    [`${result}PlanQK:Job:InterimResult [1, -Infinity]\n`, '2:30 NOT_A_NUMBER'],
    ['PlanQK:Job:MultilineResult\n\n{"a": 1,\n  "b": inf}\nPlanQK:Job:MultilineResult\n', '4:8 NOT_A_NUMBER'],
    ['PlanQK:Job:Result: {} done\n', '1:23 TRAILING_TEXT'],
    ['PlanQK:Job:Result: {}\u001b[0m\n', '1:22 COLOURED_MARKER'],
    ['PlanQK:Job:Result: \u001b[1m{}\n', '1:20 COLOURED_MARKER'],
    [`\u001b[32mPlanQK:Job:InterimResult: 1\n${result}`, '1:6 COLOURED_MARKER'],
    ['PlanQK:Job:Result: {\n  "a": 1\n}\n', '1:21 PRETTY_PRINTED'],
    [`PlanQK:Job:InterimResult: [\n1\n]\n${result}`, '1:28 PRETTY_PRINTED'],
    ['PlanQK:Job:Result: {\nTraceback:\n', '1:21 INVALID_JSON'],
    ['PlanQK:Job:Result: {"a": "x', '1:26 INVALID_JSON'],
    [`PlanQK:Job:Result {}\n${result}`, '1:1 MISSING_COLON'],
    [`PlanQK:Job:InterimResult{}\n${result}`, '1:1 MISSING_COLON'],
    [`PlanQK:Job:MultilineResult:\n${result}`, '1:1 EXTRA_COLON'],
    ['PlanQK:Job:Result:: {}\n', '1:19 EXTRA_COLON'],
    [`PlanQK:Job:Results: {}\n${result}`, '1:1 MISSPELT_MARKER'],
    [`planqk:job:result: {}\n${result}`, '1:1 MISSPELT_MARKER'],
    [`  PlanQk:Job:InterimResult: {}\n${result}`, '1:1 MISSPELT_MARKER'],
    [`PlanQK.Job.Result: {}\n${result}`, '1:1 MISSPELT_MARKER'],
    [`PlanQK:Result: {}\n${result}`, '1:1 MISSPELT_MARKER'],
    [`PlanQK: Job: Result: {}\n${result}`, '1:1 MISSPELT_MARKER'],
    [`service-1  | planqk:job:result: {}\n${result}`, '1:1 MISSPELT_MARKER'],
    [`\u001b[32mPlanqk:Job:Result: {}\n${result}`, '1:1 MISSPELT_MARKER'],
    [`PlanQK:Job:\n${result}`, '1:1 UNKNOWN_MARKER'],
    [`PlanQK:Job:MultilineResult {}\n${result}`, '1:1 UNKNOWN_MARKER'],
    [`INFO PlanQK:Job:Result: {}\n${result}`, '1:6 MARKER_IN_LINE'],
    [`\tPlanQK:Job:Result: {}\n${result}`, '1:2 MARKER_IN_LINE'],
    [`service-1  | PlanQK:Job:Result: {}\n${result}`, '1:14 PREFIXED_MARKER'],
    [`\u001b[36mservice-1  | \u001b[0mPlanQK:Job:Result: {}\n${result}`, '1:23 PREFIXED_MARKER'],
    [`[pod/job-x7/main] PlanQK:Job:Result: {}\n${result}`, '1:19 PREFIXED_MARKER'],
    [`2026-01-01T00:00:00.123456789Z PlanQK:Job:Result: {}\n${result}`, '1:32 PREFIXED_MARKER'],
    [`2026-01-01T00:00:00.1+02:00 stdout F PlanQK:Job:Result: {}\n${result}`, '1:38 PREFIXED_MARKER'],
  ])('in %j is %s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  test('names the first byte that is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('PlanQK:Job:Result: "ü€'), Buffer.from([0xfc]), Buffer.from('x"\n')]);
    expect(inspectPieces([bytes]).findings).toMatchObject([{ code: 'NOT_UTF8', line: 1, column: 23 }]);
  });

  test('says by how much a result is too large', () => {
    const { findings, result: seen } = inspectText(`PlanQK:Job:Result: "${'x'.repeat(200)}"\n`, {
      maxResultBytes: 100,
    });
    expect(findings).toMatchObject([{ code: 'TOO_LARGE', line: 1, detail: 'The result is larger than 100 bytes.' }]);
    expect(seen).toMatchObject({ valid: false });
  });

  test('that begins with a byte order mark is told so where it hides a marker', () => {
    const { findings } = inspectText(`\uFEFFPlanQK:Job:Result: {}\n${result}`);
    expect(findings).toMatchObject([
      { code: 'MARKER_IN_LINE', detail: 'A byte order mark stands before the marker, and keeps it from counting.' },
    ]);
    expect(found(`\uFEFFstarting\n${result}`)).toEqual([]);
  });

  test('of UTF-16 is told before that nothing was found', () => {
    const { findings } = inspectPieces([Buffer.from(`\uFEFF${result}`, 'utf16le')]);
    expect(findings.map(({ code }) => code)).toEqual(['UTF16_LOG', 'NO_RESULT']);
  });

  test('points an unterminated block to the line that was meant to close it', () => {
    const [finding] = inspectText('PlanQK:Job:MultilineResult\n{}\nPlanQK:Job:MultiLineResult\n').findings;
    expect(finding?.detail).toContain('Line 3 looks like its end, but reads "PlanQK:Job:MultiLineResult".');
  });

  test('on stderr has the lines of stderr', async () => {
    const stderr = [Buffer.from('one\nERROR Plan'), Buffer.from('QK:Job:Result: {}\n')];
    const { findings } = await inspectOutput([Buffer.from(result)], { stderr });
    expect(findings).toMatchObject([{ code: 'STDERR_MARKER', stream: 'stderr', line: 2, column: 7 }]);
  });
});

describe('no finding', () => {
  test.each([
    'The planner: job: results follow\n',
    'plan: result of step 3\n',
    'PlanQK service 1.0 started\n',
    'planqk-service: result will follow\n',
    'PlanQK:Job:InterimResult 1\n',
  ])('in %j', (line) => {
    expect(found(line + result)).toEqual([]);
  });

  test('in what stands inside a block', () => {
    expect(found('PlanQK:Job:MultilineResult\n"planqk:job:result: x"\nPlanQK:Job:MultilineResult\n')).toEqual([]);
  });
});

test('all findings are counted, and the first of each code kept', () => {
  const { findings, counts, errors } = inspectText(`${'planqk:job:result: 1\n'.repeat(500)}${result}`, {
    maxFindingsPerCode: 3,
  });
  expect([findings.length, counts, errors]).toEqual([3, { MISSPELT_MARKER: 500 }, 500]);
});

test('a log of 100 MB with long lines is not collected', () => {
  const inspector = new OutputInspector();
  const chunk = Buffer.from(`${'x'.repeat(999)} planet\n`.repeat(60));
  const long = Buffer.alloc(64 * 1024, 'y');
  const before = process.memoryUsage();
  for (let index = 0; index < 800; index += 1) {
    inspector.write(chunk);
    inspector.write(long);
  }
  const after = process.memoryUsage();
  expect(after.external + after.heapUsed - before.external - before.heapUsed).toBeLessThan(100 * 1024 * 1024);
  expect(inspector.end()).toMatchObject({ lines: 48_001, counts: { NO_RESULT: 1 } });
});

test('writing behind the end is an error, ending twice is not', () => {
  const inspector = new OutputInspector();
  expect(inspector.end()).toBe(inspector.end());
  expect(() => inspector.write(Buffer.from('x'))).toThrow(TypeError);
});
