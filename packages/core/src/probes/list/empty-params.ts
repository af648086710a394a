import { judgeOrderly } from '../judge.ts';
import { defineProbe } from '../probe.ts';

export const emptyParams = defineProbe({
  id: 'empty-params',
  title: 'Without parameters, which is {}, the service answers or refuses in order.',
  why: 'Callers may leave out the parameters; the platform then writes {} into params.json.',
  source: 'PlanQK documentation',
  isBeyondContract: false,
  severity: 'error',
  needsResult: false,
  needsContainer: false,
  runs: ({ data }) => ({ empty: { data, params: '{}' } }),
  judge: ({ empty }) => judgeOrderly(empty, 'Given {} as parameters', 'error'),
});
