import type { TestFinding } from '../../cases/verdict.ts';
import { strangeKey, withField } from '../inputs.ts';
import { hasResult, judgeOrderly, printedBy, sameResult } from '../judge.ts';
import { defineProbe, type Observation, type ProbeSample } from '../probe.ts';

/** Told apart from everything else that a service may print. */
const sentinel = 'sentinel-6f1c0b9d';

export const malformedData = defineProbe({
  id: 'malformed-data',
  title: 'Data that is no JSON, or an empty file, is refused.',
  why: 'A service that answers all the same does not answer the question that was asked, but perhaps one from a sample.',
  source: 'our decision',
  isBeyondContract: true,
  severity: 'error',
  needsResult: false,
  needsContainer: false,
  runs: ({ data, params }) => ({
    cutOff: { data: withField(data, strangeKey, JSON.stringify(sentinel)).slice(0, -1), params },
    empty: { data: '', params },
  }),
  judge: ({ cutOff, empty }, sample) => [
    ...judge(cutOff, 'Given data that is cut off in the middle', sample),
    ...judge(empty, 'Given an empty data.json', sample),
  ],
});

function judge(observation: Observation, when: string, sample: ProbeSample): readonly TestFinding[] {
  if (!hasResult(observation)) return judgeOrderly(observation, when, 'error');
  const message = `${when}, the service gives a result${explain(observation, sample)}.`;
  const remedy = 'Fail when data.json cannot be parsed: no default, no sample from the image, no half of the data.';
  return [{ severity: 'error', message, remedy }];
}

function explain(observation: Observation, sample: ProbeSample): string {
  if (printedBy(observation).some(({ text }) => text.includes(sentinel))) return ', and reads it in part';
  if (sameResult(observation, sample.observation) !== true) return '';
  return ', the same as for its sample input: perhaps from a sample inside the image';
}
