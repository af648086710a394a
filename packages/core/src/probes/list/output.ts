import { noResult } from '../../cases/no-result.ts';
import type { TestFinding } from '../../cases/verdict.ts';
import { defineProbe } from '../probe.ts';

export const output = defineProbe({
  id: 'output',
  title: 'The sample input gives a result, and the platform takes every line of the output as it was meant.',
  why: 'What is misspelt, indented or no JSON is lost on the platform without a word.',
  source: 'PlanQK documentation',
  isBeyondContract: false,
  severity: 'error',
  needsResult: false,
  needsContainer: false,
  runs: ({ data, params }) => ({ sample: { data, params } }),
  judge({ sample: { problem, inspection, outcome } }) {
    const problems = problem === undefined ? [] : [noResult(outcome, problem, 'the sample input')];
    // A service that fails prints an error in place of its result, or nothing.
    if (outcome === undefined || outcome.exitCode !== 0) return problems;
    const findings = (inspection?.findings ?? []).map(
      ({ severity, stream, line, detail, remedy }): TestFinding => ({
        severity,
        message: `${stream}, line ${line}: ${detail}`,
        remedy,
      }),
    );
    return findings.some(({ severity }) => severity === 'error') ? findings : [...problems, ...findings];
  },
});
