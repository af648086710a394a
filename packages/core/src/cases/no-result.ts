import { lastLines } from '../contract/last-lines.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ServiceError } from '../errors/index.ts';
import type { TestFinding } from './verdict.ts';

const mostLines = 10;

/**
 * That a service gave no result, and how its log ends: who reads a report of tests has not seen the log.
 *
 * @param problem what the outcome comes to
 * @param input what the service was run on, as the object of a sentence, such as "the sample input"
 */
export function noResult(outcome: Outcome | undefined, problem: ServiceError, input: string): TestFinding {
  const lines = lastLines(outcome?.logTail ?? '', mostLines);
  const message = `${problem.message}${logEnd(lines)}`;
  if (problem.code !== 'SERVICE_FAILED') return { severity: 'error', message, remedy: problem.hint };
  if (lines.length === 0 && outcome?.error?.body === undefined)
    return { severity: 'error', message, remedy: 'Let the service print why it fails: it ends without a word.' };
  const teller = lines.length === 0 ? 'error' : 'log';
  const remedy = `Mend what the ${teller} tells; "planqk-service run" on ${input} shows the whole log.`;
  return { severity: 'error', message, remedy };
}

/** The last lines of a log below the sentence that tells of a failure; nothing where there are none. */
function logEnd(lines: readonly string[]): string {
  return lines.length === 0 ? '' : [' Its log ends with:', ...lines.map((line) => `  ${line}`)].join('\n');
}
