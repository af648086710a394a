import { describe, expect, test } from 'vitest';
import { chiSquareTail } from '../../src/cases/chi-square.ts';
import { type CountsRule, compareJson } from '../../src/cases/index.ts';
import { JsonText } from '../../src/contract/index.ts';

type Counts = Readonly<Record<string, number>>;

function problem(expected: Counts, actual: unknown, rule: Partial<CountsRule> = {}): string | undefined {
  const [wanted, found] = [expected, actual].map((value) => JsonText.from(JSON.stringify(value), 'x'));
  const [first] = compareJson(wanted as JsonText, found as JsonText, 'counts', [{ path: '', as: 'counts', ...rule }]);
  return first;
}

/** A generator of our own, so that every run draws the same. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function sample(weights: readonly number[], shots: number, random: () => number): Counts {
  const edges = weights.map((_, index) => weights.slice(0, index + 1).reduce((sum, weight) => sum + weight, 1e-9));
  const counts: Record<string, number> = {};
  for (let shot = 0; shot < shots; shot += 1) {
    const draw = random();
    const key = String(edges.findIndex((edge) => draw < edge));
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const ways = ['total-variation', 'chi-square'] as const;
const weights = [0.4, 0.3, 0.15, 0.1, 0.05];

describe.each(ways)('counts by %s', (by) => {
  test('of the same distribution pass, however many shots there were', () => {
    const random = generator(7);
    const refused = Array.from({ length: 300 }, (_, index) =>
      problem(sample(weights, 1_000, random), sample(weights, 500 + 10 * index, random), { by }),
    ).filter((message) => message !== undefined);
    // One in a thousand may be refused by chance.
    expect(refused.length).toBeLessThanOrEqual(2);
  });

  test('of another distribution are refused', () => {
    const random = generator(11);
    const other = [0.15, 0.3, 0.4, 0.1, 0.05];
    for (let round = 0; round < 50; round += 1)
      expect(problem(sample(weights, 1_000, random), sample(other, 1_000, random), { by })).toBeDefined();
  });

  test('may be held against probabilities', () => {
    const random = generator(13);
    const probabilities = { 0: 0.4, 1: 0.3, 2: 0.15, 3: 0.1, 4: 0.05 };
    expect(problem(probabilities, sample(weights, 1_000, random), { by })).toBeUndefined();
    expect(problem(probabilities, { 0: 500, 1: 500 }, { by })).toMatch(/^`counts` is /);
  });

  test('of one outcome only are equal', () => {
    expect(problem({ '00': 10 }, { '00': 1_000 }, { by })).toBeUndefined();
  });

  test('that are too few for their outcomes are no proof of anything, and refused as such', () => {
    expect(problem({ '00': 1 }, { '11': 1, '01': 0 }, { by })).toMatch(/^`counts` cannot be judged: 1 shots expected/);
  });

  test.each([[{}], [{ a: 0 }], [{ a: -1 }], [{ a: '1' }], [[1]], ['x']])('%j holds no counts', (actual) => {
    expect(problem({ a: 1 }, actual, { by })).toMatch(/^`counts` holds no counts/);
  });
});

describe('total variation', () => {
  test('is half the sum of the differences, with a tolerance of your own', () => {
    // ½ (|0.5 − 0.6| + |0.5 − 0.3| + 0.1)
    const [expected, actual] = [
      { a: 50, b: 50 },
      { a: 6, b: 3, c: 1 },
    ];
    expect(problem(expected, actual, { tolerance: 0.2 })).toBeUndefined();
    expect(problem(expected, actual, { tolerance: 0.19 })).toBe(
      '`counts` is too far from what is expected: the total variation distance is 0.2, at most 0.19 is allowed (3 outcomes, 100 shots expected, 10 shots found).',
    );
  });

  test('without a tolerance allows what the documented formula says', () => {
    // k = 2, s = 2/1000, α = 0.001: ½ √(2·s) + √(½ ln(1000)·s)
    const allowed = Math.sqrt(2 * 0.002) / 2 + Math.sqrt((Math.log(1000) * 0.002) / 2);
    const at = (shift: number) => ({ a: 500 + shift, b: 500 - shift });
    expect(problem({ a: 500, b: 500 }, at(Math.floor(allowed * 1000)))).toBeUndefined();
    expect(problem({ a: 500, b: 500 }, at(Math.ceil(allowed * 1000)))).toContain('at most 0.115 is allowed');
  });
});

describe('chi-square', () => {
  test('says how probable the difference is by chance', () => {
    expect(problem({ a: 500, b: 500 }, { a: 600, b: 400 }, { by: 'chi-square' })).toBe(
      '`counts` is not distributed as expected: chi-square is 20.2 with 1 degrees of freedom, which happens by chance with a probability of 0.00000697, below 0.001.',
    );
  });

  test('pools rare outcomes, so that one shot decides nothing', () => {
    expect(problem({ a: 500, b: 500 }, { a: 499, b: 500, c: 1 }, { by: 'chi-square' })).toBeUndefined();
  });

  // Source: critical values of chi-square in any table of statistics.
  test.each([
    [1, 0.05, 3.841],
    [1, 0.001, 10.828],
    [2, 0.01, 9.21],
    [7, 0.95, 2.167],
    [10, 0.05, 18.307],
    [30, 0.001, 59.703],
    [100, 0.9, 82.358],
    [100, 0.01, 135.807],
  ])('the critical value for %i degrees and %f is %f', (degrees, probability, value) => {
    expect(chiSquareTail(value, degrees)).toBeCloseTo(probability, 4);
  });

  test('with two degrees of freedom is an exponential', () => {
    for (const value of [0, 0.1, 1, 3.9, 4.1, 50, 1_000])
      expect(chiSquareTail(value, 2)).toBeCloseTo(Math.exp(-value / 2), 12);
  });
});
