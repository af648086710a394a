import { compareJson } from '../../cases/compare.ts';
import type { TestFinding } from '../../cases/verdict.ts';
import { saidBy } from '../judge.ts';
import { defineProbe } from '../probe.ts';

export const deterministic = defineProbe({
  id: 'deterministic',
  title: 'The sample input gives the same result twice.',
  why: 'With the same seed a result can be reproduced and explained; whether yours has to be is for you to say.',
  source: 'our decision',
  isBeyondContract: false,
  severity: 'error',
  needsResult: true,
  needsContainer: false,
  isOptional: true,
  runs: ({ data, params }) => ({ again: { data, params, repetition: 1 } }),
  judge({ again }, { observation }): readonly TestFinding[] {
    const [first, second] = [observation.outcome?.result, again.outcome?.result];
    const remedy = 'Take every random number from one generator, and its seed from the input.';
    if (first === undefined || second === undefined)
      return [{ severity: 'error', message: `The second time the service fails: ${saidBy(again)}`, remedy }];
    const [difference] = compareJson(first, second, 'result');
    if (difference === undefined) return [];
    return [{ severity: 'error', message: `The second result differs from the first: ${difference}`, remedy }];
  },
});
