import { describe, expect, test } from 'vitest';
import type { CallName, FaultScenario, RequestRule } from '../../src/scenario/fault-scenario.ts';
import { planFaults } from '../../src/scenario/plan-faults.ts';

/** What goes wrong with the first n requests of one kind about one job. */
function faults(rules: readonly RequestRule[], n = 6, call: CallName = 'status', seed = 1, job = 1): unknown[] {
  const plan = planFaults({ requests: rules }, seed);
  return Array.from({ length: n }, (_, at) => plan.request({ call, job, count: at + 1 })?.fault);
}

const none = undefined;

describe('a rule about requests', () => {
  test('without a condition holds for all that may be repeated without harm', () => {
    for (const call of ['status', 'result', 'interim-results', 'cancel'] as const)
      expect(faults([{ fault: 500 }], 2, call)).toEqual([500, 500]);
    for (const call of ['submit', 'health'] as const) expect(faults([{ fault: 500 }], 2, call)).toEqual([none, none]);
  });

  test('holds for the first so many, for each so-manieth, or for both together', () => {
    expect(faults([{ fault: 'drop', first: 2 }])).toEqual(['drop', 'drop', none, none, none, none]);
    expect(faults([{ fault: 'cut', every: 3 }])).toEqual([none, none, 'cut', none, none, 'cut']);
    expect(faults([{ fault: 'lose', every: 2, first: 3 }])).toEqual([none, 'lose', none, none, none, none]);
  });

  test('decides before those behind it', () => {
    expect(faults([{ fault: 429, first: 1, retryAfter: 3 }, { fault: 500 }], 2)).toEqual([429, 500]);
    const plan = planFaults({ requests: [{ fault: 429, retryAfter: 3 }] });
    expect(plan.request({ call: 'status', job: 1, count: 1 })).toEqual({ fault: 429, retryAfter: 3 });
  });

  test('holds for a share, by chance', () => {
    const share = (value: number) => faults([{ fault: 500, share: value }], 2_000).filter((fault) => fault === 500);
    expect(share(0)).toHaveLength(0);
    expect(share(1)).toHaveLength(2_000);
    expect(share(0.25).length).toBeGreaterThan(440);
    expect(share(0.25).length).toBeLessThan(560);
  });
});

describe('chance', () => {
  const rules: RequestRule[] = [{ fault: 500, share: 0.5 }];

  test('is the same for the same seed, and another for another', () => {
    expect(faults(rules, 50, 'status', 7)).toEqual(faults(rules, 50, 'status', 7));
    expect(faults(rules, 50, 'status', 7)).not.toEqual(faults(rules, 50, 'status', 8));
  });

  test('of one job does not depend on what is asked about others', () => {
    const plan = planFaults({ requests: rules }, 7);
    const mixed = Array.from({ length: 50 }, (_, at) => {
      plan.request({ call: 'status', job: 2, count: at + 1 });
      plan.request({ call: 'result', job: 1, count: at + 1 });
      return plan.request({ call: 'status', job: 1, count: at + 1 })?.fault;
    });
    expect(mixed).toEqual(faults(rules, 50, 'status', 7));
    expect(faults(rules, 50, 'status', 7, 2)).not.toEqual(mixed);
  });

  test("begins with the scenario's seed unless another is named", () => {
    expect(planFaults({ seed: 9 }).seed).toBe(9);
    expect(planFaults({ seed: 9 }, 3).seed).toBe(3);
    expect(planFaults({}).seed).toBe(1);
  });
});

test('jobs fail each so-manieth, or all', () => {
  const failing = (fail: NonNullable<FaultScenario['jobs']>['fail']) =>
    [1, 2, 3, 4].map((job) => planFaults({ jobs: { ...(fail && { fail }) } }).job(job).failsAfter);
  expect(failing({ after: 2 })).toEqual([2, 2, 2, 2]);
  expect(failing({ every: 2 })).toEqual([none, 0, none, 0]);
  expect(failing(undefined)).toEqual([none, none, none, none]);
});
