import type { JsonText } from '../contract/json-text.ts';
import type { Ending, Outcome } from '../contract/outcome.ts';
import { outcomeError } from '../contract/outcome-error.ts';
import { agree } from '../spec/agree.ts';
import { printedSamples } from '../spec/printed-samples.ts';
import { compareJson } from './compare.ts';
import { noResult } from './no-result.ts';
import { caseFiles, casesFolder, type TestCase } from './test-case.ts';
import type { TestFinding } from './verdict.ts';

/**
 * Holds what a service printed against what a case expects, and against the specification.
 *
 * @param specification the values of `openapi-spec.yml`; without them only the expectation counts
 */
export async function judgeCase(
  testCase: TestCase,
  outcome: Outcome,
  specification?: Readonly<Record<string, unknown>>,
): Promise<TestFinding[]> {
  const findings =
    testCase.expectedError === undefined ? judgeResult(testCase, outcome) : judgeError(testCase, outcome);
  if (specification === undefined) return findings;
  const mismatches = await Promise.all(printedSamples(outcome).map((sample) => agree(specification, sample)));
  return [
    ...findings,
    ...mismatches
      .flat()
      .map(({ message }) => error(message, 'Correct what the service prints, or its schema in openapi-spec.yml.')),
  ];
}

function judgeResult(testCase: TestCase, outcome: Outcome): TestFinding[] {
  const problem = outcomeError(outcome);
  const { expected, compare, name } = testCase;
  if (problem !== undefined) {
    const { message, remedy } = noResult(outcome, problem, inputOf(name));
    return [error(`A result is expected. ${message}`, remedy)];
  }
  if (expected === undefined || outcome.result === undefined) return [];
  return differences(compareJson(expected, outcome.result, 'result', compare), name);
}

function judgeError({ expectedError, compare, name }: TestCase, outcome: Outcome): TestFinding[] {
  const body = errorBody(outcome);
  const problem = outcomeError(outcome);
  if (outcome.status === 'SUCCEEDED' || problem === undefined)
    return [error('An error is expected, but the service succeeded.', 'End with another exit code than 0.')];
  if (body === undefined) {
    const { message, remedy } = noResult(outcome, problem, inputOf(name));
    return [
      error(
        `An error with a body is expected, but the service printed none. ${message}`,
        outcome.timedOut || outcome.oomKilled ? remedy : 'Print the error as the result, and end with 1.',
      ),
    ];
  }
  return differences(compareJson(expectedError as JsonText, body, 'error', compare), name);
}

/** What a failed service printed as the body of its error; nothing where we ended it. */
export function errorBody({ status, error, timedOut }: Ending): JsonText | undefined {
  return status === 'FAILED' && !timedOut ? error?.body : undefined;
}

function inputOf(name: string): string {
  return `the input in ${casesFolder}/${name}`;
}

function differences(messages: readonly string[], name: string): TestFinding[] {
  const remedy = `Take what is right over with --update; say what may vary in ${casesFolder}/${name}/${caseFiles.settings}.`;
  return messages.map((message) => error(message, remedy));
}

function error(message: string, remedy: string): TestFinding {
  return { severity: 'error', message, remedy };
}
