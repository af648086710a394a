import type { Report, Rule } from '../../check/rule.ts';
import type { Outcome } from '../../contract/outcome.ts';
import { outcomeError } from '../../contract/outcome-error.ts';
import { agree } from '../agree.ts';
import { printedSamples } from '../printed-samples.ts';
import type { OwnSchema } from '../profile-api.ts';
import type { WholeSpec } from '../take-in-files.ts';
import { printedRule, type ReadSpec } from './make-rule.ts';
import { lineOf } from './schema-line.ts';
import { slowPattern } from './slow-pattern.ts';

/** More than these are not read anyway; a service may print thousands of interim results with the same fault. */
const most = 20;

/** Findings stand at the schema: what was printed is in no file. */
async function mismatches(spec: ReadSpec, run: Outcome, whole: WholeSpec, schema: OwnSchema): Promise<Report[]> {
  const reports: Report[] = [];
  for (const sample of printedSamples(run)) {
    if (sample.schema !== schema) continue;
    for (const { message, location, slowPattern: pattern } of await agree(whole.root, sample)) {
      // Others would take as long.
      if (pattern !== undefined) return [...reports, slowPattern(whole, pattern, message, location)];
      reports.push({
        message,
        location: spec.locate(['components', 'schemas', schema]),
        remedy: `Correct what the service prints, or the schema ${schema} in ${spec.file}${lineOf(spec, schema)}.`,
      });
    }
    if (reports.length >= most) break;
  }
  return reports.slice(0, most);
}

export const agreementResult = printedRule(
  'agreement-result',
  'The printed result is what the specification says.',
  (spec, run, whole) => mismatches(spec, run, whole, 'resultResponse'),
);

export const agreementError = printedRule(
  'agreement-error',
  'The error that a failing service prints is what the specification says.',
  (spec, run, whole) => mismatches(spec, run, whole, 'errorResponse'),
);

export const agreementInterim = printedRule(
  'agreement-interim',
  'Every printed interim result is what the specification says.',
  (spec, run, whole) => mismatches(spec, run, whole, 'interimResultResponse'),
);

/** What ends a run without saying anything about the service. */
const notItsFault = new Set(['INTERRUPTED', 'ENGINE_LOST']);

export const agreementNoResult: Rule = {
  id: 'agreement-no-result',
  severity: 'error',
  about: 'The service prints a result for the sample input.',
  needsRun: true,
  check(_files, run) {
    const error = run && outcomeError(run);
    if (error === undefined || notItsFault.has(error.code)) return [];
    return [{ message: `Run on the sample input: ${error.message}`, remedy: error.hint }];
  },
};
