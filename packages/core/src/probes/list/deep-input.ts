import { strangeKey, withField } from '../inputs.ts';
import { judgeOrderly } from '../judge.ts';
import { defineProbe } from '../probe.ts';

const depth = 10_000;

export const deepInput = defineProbe({
  id: 'deep-input',
  title: 'Data that is nested 10,000 levels deep is read or refused, without a crash.',
  why: 'JSON parsers that call themselves run out of stack, and the caller never learns why the job failed.',
  source: 'our decision',
  isBeyondContract: false,
  severity: 'warning',
  needsResult: true,
  needsContainer: false,
  runs: ({ data, params }) => ({
    deep: { data: withField(data, strangeKey, '['.repeat(depth) + ']'.repeat(depth)), params },
  }),
  judge: ({ deep }) => judgeOrderly(deep, `Given data that is nested ${depth} levels deep`, 'warning'),
});
