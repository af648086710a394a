import { isEmptyInput } from '../inputs.ts';
import { hasResult, judgeOrderly, sameResult } from '../judge.ts';
import { defineProbe } from '../probe.ts';

export const missingInput = defineProbe({
  id: 'missing-input',
  title: 'When there is no input at all, the service gives no result.',
  why: 'A service that answers all the same takes its input from a sample inside the image, and will one day answer a caller from it.',
  source: 'our decision',
  isBeyondContract: true,
  severity: 'error',
  needsResult: false,
  needsContainer: false,
  runs: () => ({ missing: {} }),
  judge({ missing }, sample) {
    if (!hasResult(missing)) return judgeOrderly(missing, 'Without data.json and params.json', 'warning');
    // A service that needs no input has none to miss.
    if (isEmptyInput(sample.data)) return [];
    const how = sameResult(missing, sample.observation) === true ? ', the same as for its sample input' : '';
    return [
      {
        severity: 'error',
        message: `Without data.json and params.json, the service gives a result${how}: its input must come from the image.`,
        remedy: 'Put input/ into .dockerignore, and let the service fail when it cannot read /var/input/data.json.',
      },
    ];
  },
});
