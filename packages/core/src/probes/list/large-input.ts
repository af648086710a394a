import { profileV1 } from '../../contract/profile.ts';
import { strangeKey, withField } from '../inputs.ts';
import { hasResult, judgeOrderly, saidBy } from '../judge.ts';
import { defineProbe } from '../probe.ts';

const limit = profileV1.limits.inputByValueBytes;

export const largeInput = defineProbe({
  id: 'large-input',
  title: 'Data of 1 MB is read.',
  why: 'The platform accepts that much in a request.',
  source: 'PlanQK documentation',
  isBeyondContract: false,
  severity: 'error',
  needsResult: true,
  needsContainer: false,
  runs: ({ data, params }) => ({
    small: { data: withField(data, strangeKey, '[0.25]'), params },
    large: { data: withField(data, strangeKey, numbers(limit - Buffer.byteLength(data + params))), params },
  }),
  judge({ small, large }) {
    const when = 'Given data of 1 MB';
    const isRefused = large.outcome?.error?.body !== undefined;
    if (hasResult(large) || isRefused || !hasResult(small)) return judgeOrderly(large, when, 'error');
    return [
      {
        severity: 'error',
        message: `${when}, the service fails, and with less it does not: ${saidBy(large)}`,
        remedy: 'Read the whole file, whatever its size; refuse what is too much with an error as the result.',
      },
    ];
  },
});

/** An array of numbers that takes nearly `bytes`. */
function numbers(bytes: number): string {
  const item = '0.25,';
  const count = Math.max(1, Math.floor((bytes - 100) / item.length));
  return `[${item.repeat(count).slice(0, -1)}]`;
}
