import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputInspector } from '../../src/inspect/index.ts';
import { readPieces } from '../contract/read-output.ts';
import { referenceEvents } from '../contract/reference-reader.ts';
import { recordedLogs } from '../fixtures/recorded-logs.ts';
import { inspectPieces } from './inspect-text.ts';

/** Cases in all, some 15 s of them; `FUZZ_RUNS` for more or fewer, by hand. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 100_000);
const timeout = 60_000 + runs;

/** Of everything something, beside what services really printed. */
const made = Buffer.from(`starting ü €𝄞
2026-01-01T00:00:00Z INFO step 1
PlanQK:Job:InterimResult: {"step": 1, "energy": -1.5e-3}
\u001b[32mPlanQK:Job:Result: {}\u001b[0m
service-1  | PlanQK:Job:Result: [1, 2]
PlanQK:Job:InterimResult: {
  "step": 2
}
planqk:job:result: 1
PlanQK:Job:MultilineResult
{"counts": {"000": 511, "111": 513}, "s": "\\u00e9\\n"}
PlanQK:Job:MultilineResult
PlanQK:Job:Result: {"a": NaN} x
done`);
const bits = [
  'PlanQK:Job:',
  'PlanQK:Job:MultilineResult\n',
  'PlanQK:Job:Result:',
  '\n',
  '\r',
  ':',
  '"',
  '{',
  '\u001b[',
  'NaN',
  '\uFEFF',
  'plan',
];
const anyBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const edit = fc.record({
  at: fc.nat(),
  cut: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(400)),
  put: fc.oneof(
    fc.constantFrom(...bits).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 4 }),
  ),
});
const log = fc.constantFrom(made, ...recordedLogs.values(), Buffer.concat([...recordedLogs.values()]));
const mutated = fc.tuple(log, fc.array(edit, { minLength: 1, maxLength: 8 })).map(([whole, edits]) =>
  edits.reduce((bytes, { at, cut, put }) => {
    const place = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
  }, whole),
);
const document = fc.oneof({ weight: 1, arbitrary: anyBytes }, { weight: 3, arbitrary: mutated });
const cuts = fc.array(fc.nat(), { maxLength: 8 });
const limit = fc.constantFrom(40, 100, undefined);

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.map((n) => n % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return places.slice(1).map((to, index) => bytes.subarray(places[index], to));
}

test('whatever is printed, the reader agrees with the reference and the inspector with the reader', { timeout }, () => {
  fc.assert(
    fc.property(document, cuts, limit, (bytes, at, max) => {
      const options = max === undefined ? {} : { maxResultBytes: max };
      const pieces = cut(bytes, at);
      const events = readPieces(pieces, options);
      const reference = referenceEvents(bytes, max ?? 1e9);
      const seen = inspectPieces(pieces, options);

      expect(events.map((event) => Object.keys(event)[0])).toEqual(reference.map((event) => Object.keys(event)[0]));
      const results = events.filter((event) => 'result' in event || 'invalid' in event);
      expect(seen.result === undefined ? [] : [seen.result.valid]).toEqual(results.map((event) => 'result' in event));
      expect(seen.interim.count).toBe(events.filter((event) => 'interim' in event).length);
      // Every violation is a finding, and so is a result that does not count.
      const invalid = results.filter((event) => 'invalid' in event).length;
      const least = events.filter((event) => 'violation' in event).length + invalid;
      expect(seen.errors + seen.warnings).toBeGreaterThanOrEqual(least);
      expect(seen.bytes).toBe(bytes.length);
      const lineCount = bytes.toString('latin1').match(/[^\n]*\n|[^\n]+/g)?.length ?? 0;
      expect(seen.lines).toBe(lineCount);
      for (const { line, column, offset } of seen.findings) {
        expect(line >= 1 && line <= Math.max(1, lineCount) && column >= 1 && offset <= bytes.length).toBe(true);
      }
    }),
    { seed: 3, numRuns: Math.ceil(runs * 0.8) },
  );
});

test('an output is inspected the same however it is cut', { timeout }, () => {
  fc.assert(
    fc.property(document, cuts, limit, (bytes, at, max) => {
      const options = max === undefined ? {} : { maxResultBytes: max };
      expect(inspectPieces(cut(bytes, at), options)).toEqual(inspectPieces([bytes], options));
    }),
    { seed: 3, numRuns: Math.ceil(runs * 0.2) },
  );
});

test('a marker on every line of one large piece is no trap', { timeout: 120_000 }, () => {
  for (const line of [
    'PlanQK:Job:Result: {\n',
    'planqk:job:result\n',
    'x PlanQK:Job:\n',
    'plan',
    ':job',
    '\u001b[',
    'PlanQK:Job:MultilineResult\n',
  ]) {
    const begun = performance.now();
    const inspector = new OutputInspector();
    const chunk = Buffer.from(line.repeat(Math.ceil(1_000_000 / line.length)));
    for (let index = 0; index < 4; index += 1) inspector.write(chunk);
    expect(inspector.end().bytes).toBe(4 * chunk.length);
    expect(performance.now() - begun).toBeLessThan(20_000);
  }
});
