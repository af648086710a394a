import type { JsonText } from '../contract/json-text.ts';
import type { Ending } from '../contract/outcome.ts';
import { outcomeError } from '../contract/outcome-error.ts';
import { errorBody } from './judge-case.ts';
import { caseFiles, type TestCase } from './test-case.ts';

/** A file of a case, as it is to be written. */
export interface CaseFile {
  readonly file: string;
  readonly text: string;
}

/**
 * What a case should expect from now on. A case that expects a result never learns to expect an error, nor the other way
 * round: that is for its author to decide. A case without an expectation takes what comes.
 *
 * @returns undefined where the ending is nothing that can be expected
 */
export async function expectationOf(
  { expected, expectedError }: Pick<TestCase, 'expected' | 'expectedError'>,
  ending: Ending,
): Promise<CaseFile | undefined> {
  const wantsError = expectedError !== undefined;
  const wantsResult = expected !== undefined;
  if (!wantsError && outcomeError(ending) === undefined && ending.result !== undefined)
    return { file: caseFiles.expected, text: await laidOut(ending.result) };
  const body = errorBody(ending);
  if (wantsResult || body === undefined) return undefined;
  return { file: caseFiles.expectedError, text: await laidOut(body) };
}

/** JSON for a file that people read: indented, and otherwise as it was written, numbers and the order of keys included. */
async function laidOut({ text }: JsonText): Promise<string> {
  const { applyEdits, format } = await import('jsonc-parser');
  const options = { tabSize: 2, insertSpaces: true, eol: '\n' };
  return `${applyEdits(text, format(text, undefined, options)).trim()}\n`;
}
