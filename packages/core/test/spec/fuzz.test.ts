import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementRules, specRules } from '../../src/spec/rules/index.ts';
import { reportsOf, starterText } from './files.ts';

const text = starterText('python', 'openapi-spec.yml.hbs');
const lines = text.split('\n');
const pieces = [
  '{',
  ']',
  '&a ',
  '*a',
  '- ',
  ': ',
  '"',
  '$ref: "#/components/schemas/job"',
  'null',
  '? ',
  '\t',
  '!!int x',
  '|',
  '__proto__: {}',
  'type: [string, "null"]',
  '\u0000',
  '<<: *a',
  '$ref: "#"',
  '9'.repeat(400),
];

/** What happens to a line: it goes, is doubled, moves, is cut or gets something in. */
const change = fc.record({
  line: fc.nat(lines.length - 1),
  kind: fc.constantFrom('drop', 'double', 'indent', 'outdent', 'cut', 'insert', 'swap'),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })),
  column: fc.nat(40),
});

function mutate(changes: readonly { line: number; kind: string; piece: string; column: number }[]): string {
  const mutated = [...lines];
  for (const { line, kind, piece, column } of changes) {
    const old = mutated[line] ?? '';
    const next: Record<string, string | undefined> = {
      drop: undefined,
      double: `${old}\n${old}`,
      indent: `  ${old}`,
      outdent: old.replace(/^ {2}/, ''),
      cut: old.slice(0, column),
      insert: old.slice(0, column) + piece + old.slice(column),
      swap: mutated[(line + column) % mutated.length],
    };
    mutated[line] = next[kind] ?? '';
  }
  return mutated.join('\n');
}

test('5,000 mutated specifications get findings or a clean answer, never a crash', { timeout: 300_000 }, async () => {
  let reported = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const reports = await reportsOf([...specRules, ...agreementRules], {
        'openapi-spec.yml': mutate(changes),
        'input/data.json': '{"qubits": 3}',
      });
      if (reports.length > 0) reported += 1;
      for (const { message, remedy, location } of reports) {
        expect(message).toMatch(/\S/);
        expect(remedy).toMatch(/^[A-Z].*\.$/s);
        if (location !== undefined) expect(location.line ?? 1).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 5_000, seed: 3 },
  );
  console.info(`Mutated specifications with a finding: ${reported} of 5000.`);
});
