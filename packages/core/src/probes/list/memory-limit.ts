import type { TestFinding } from '../../cases/verdict.ts';
import { judgeOrderly } from '../judge.ts';
import { defineProbe, type ProbeSample } from '../probe.ts';

const megabyte = 1024 ** 2;
/** Less is too little for some engines to start a container at all. */
const leastBytes = 16 * megabyte;

export const memoryLimit = defineProbe({
  id: 'memory-limit',
  title: 'With half of the memory that it needs, the service fails in order or manages, but does not hang.',
  why: 'A job that runs out of memory has to fail: one that hangs is paid for, one that ends with 0 looks done.',
  source: 'our decision',
  isBeyondContract: false,
  severity: 'error',
  needsResult: true,
  needsContainer: true,
  runs: (sample) => ({ limited: { data: sample.data, params: sample.params, memoryBytes: halfOf(sample) } }),
  judge({ limited }, sample): readonly TestFinding[] {
    const { outcome, problem } = limited;
    const when = `With ${Math.round(halfOf(sample) / megabyte)} MB of memory`;
    // To be killed is in order here, with or without a word.
    const isOver = outcome?.timedOut || outcome?.exitCode === 0;
    if (isOver && problem !== undefined) return judgeOrderly(limited, when, 'error');
    if (!outcome?.oomKilled || outcome.exitCode !== 0) return [];
    const message = `${when}, a process of the service is killed, and the service ends with 0 all the same.`;
    return [{ severity: 'warning', message, remedy: 'Let the main process fail when one of its children does.' }];
  },
});

function halfOf({ observation }: ProbeSample): number {
  return Math.max(leastBytes, Math.round((observation.outcome?.usage.peakMemoryBytes ?? 0) / 2));
}
