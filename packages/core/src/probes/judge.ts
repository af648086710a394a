import { compareJson } from '../cases/compare.ts';
import type { TestFinding } from '../cases/verdict.ts';
import type { JsonText } from '../contract/json-text.ts';
import { lastLines } from '../contract/last-lines.ts';
import type { Observation } from './probe.ts';

/** Exit codes of a process that was ended by a fault of its own: SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV. */
const crashes = new Set([132, 133, 134, 135, 136, 139]);
const killedCode = 137;

const answerRemedy =
  'End with another exit code than 0, and print why as the result: {"code": "INVALID_INPUT", "detail": "..."}.';

/** Whether the service gave a result. */
export function hasResult({ problem }: Observation): boolean {
  return problem === undefined;
}

/**
 * Whether a service either answered or refused as it should: came to an end by itself, with a valid result and 0, or with
 * another exit code and a word about why.
 *
 * @param when how the sentence begins, such as "Given {} as data"
 * @returns nothing, or the one thing that is wrong
 */
export function judgeOrderly(
  observation: Observation,
  when: string,
  severity: TestFinding['severity'],
): readonly TestFinding[] {
  const { problem, outcome } = observation;
  if (problem === undefined || outcome === undefined) return [];
  const found = (message: string, remedy: string) => [{ severity, message: `${when}, ${message}`, remedy }];
  const { exitCode, timedOut } = outcome;
  if (timedOut) return found('the service does not come to an end.', problem.hint);
  if (exitCode === 0)
    return found(`the service ends with 0, but without a result: ${saidBy(observation)}`, answerRemedy);
  if (exitCode !== null && (crashes.has(exitCode) || exitCode === killedCode))
    return found(`the service crashes: ${saidBy(observation)}`, answerRemedy);
  if (outcome.error?.body === undefined && outcome.logTail.trim() === '')
    return found('the service fails without a word about why.', answerRemedy).map((finding) => ({
      ...finding,
      severity: 'warning' as const,
    }));
  return [];
}

/** What a service that failed said, to stand behind a colon. */
export function saidBy({ problem, outcome }: Observation): string {
  const [lastLine] = lastLines(outcome?.logTail ?? '', 1);
  const isSaid = lastLine !== undefined && outcome?.error?.body === undefined;
  return `${problem?.message ?? ''}${isSaid ? ` Its last words: ${lastLine.trim()}` : ''}`;
}

/** Whether two executions gave the same result, or undefined where one gave none. */
export function sameResult(a: Observation, b: Observation): boolean | undefined {
  const [x, y] = [a.outcome?.result, b.outcome?.result];
  if (x === undefined || y === undefined) return undefined;
  return compareJson(x, y, 'result').length === 0;
}

/** What a service handed over in any way: result, error body and interim results. */
export function printedBy({ outcome }: Observation): readonly JsonText[] {
  const { result, error, interimResults = [] } = outcome ?? {};
  return [result, error?.body, ...interimResults].filter((json) => json !== undefined);
}
