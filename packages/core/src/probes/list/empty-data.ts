import type { TestFinding } from '../../cases/verdict.ts';
import { isEmptyInput } from '../inputs.ts';
import { judgeOrderly, sameResult } from '../judge.ts';
import { defineProbe } from '../probe.ts';

export const emptyData = defineProbe({
  id: 'empty-data',
  title: 'Without data, which is {}, the service answers or refuses in order.',
  why: 'Callers may leave out the data; the platform then writes {} into data.json.',
  source: 'PlanQK documentation',
  isBeyondContract: false,
  severity: 'error',
  needsResult: false,
  needsContainer: false,
  runs: ({ params }) => ({ empty: { data: '{}', params } }),
  judge({ empty }, sample) {
    const findings: TestFinding[] = [...judgeOrderly(empty, 'Given {} as data', 'error')];
    if (!isEmptyInput(sample.data) && sameResult(empty, sample.observation) === true)
      findings.push({
        severity: 'warning',
        message: 'Given {} as data, the service answers as for its sample input.',
        remedy: 'Refuse data that lacks what is needed; take no sample from the image, and no defaults that equal one.',
      });
    return findings;
  },
});
