import { describe, expect, test } from 'vitest';
import { loadSpec } from '../../src/spec/load-spec.ts';

describe('aliases of YAML', () => {
  test('mean the same values in several places', () => {
    expect(loadSpec('a: &x { b: 1 }\nc: *x\n')).toMatchObject({
      problems: [],
      root: { a: { b: 1 }, c: { b: 1 } },
    });
  });

  test.each([
    ['an ancestor', 'a: &x\n  b: *x\n', 2],
    ['an ancestor of an ancestor', 'a: &x\n  b:\n    - c: *x\n', 3],
    ['the whole', '&x\na: 1\nb: *x\n', 3],
  ])('that mean %s are told with their line', (_what, text, line) => {
    const { root, problems } = loadSpec(text);
    expect(root).toBeUndefined();
    expect(problems).toMatchObject([
      { message: expect.stringContaining('The alias *x stands inside of what it means'), location: { line } },
    ]);
  });

  test('that multiply without bounds are told', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(', ')}]`,
    );
    const { root, problems } = loadSpec(`l0: &l0 [x]\n${levels.join('\n')}\n`);
    expect(root).toBeUndefined();
    expect(problems).toHaveLength(1);
  });
});
