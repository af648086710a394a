import { judgeOrderly } from '../judge.ts';
import { defineProbe } from '../probe.ts';

export const missingParams = defineProbe({
  id: 'missing-params',
  title: 'When there is no params.json, the service answers or refuses in order.',
  why: 'The platform always writes the file, but other local tools do not.',
  source: 'our decision',
  isBeyondContract: true,
  severity: 'warning',
  needsResult: false,
  needsContainer: false,
  runs: ({ data }) => ({ missing: { data } }),
  judge: ({ missing }) => judgeOrderly(missing, 'Without params.json', 'warning'),
});
