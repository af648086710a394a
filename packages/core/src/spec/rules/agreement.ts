import type { Report } from '../../check/rule.ts';
import { agree } from '../agree.ts';
import { type Sample, validSamples } from '../samples.ts';
import type { WholeSpec } from '../take-in-files.ts';
import { type ReadSpec, specRule } from './make-rule.ts';
import { lineOf } from './schema-line.ts';
import { slowPattern } from './slow-pattern.ts';

async function mismatches(spec: ReadSpec, whole: WholeSpec, samples: readonly Sample[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const sample of samples) {
    for (const { message, location, slowPattern: pattern } of await agree(whole.root, sample)) {
      // Others would take as long.
      if (pattern !== undefined)
        return [...reports, slowPattern(whole, pattern, `${sample.file}: ${message}`, location)];
      reports.push({
        message,
        location,
        remedy: `Correct the file, or the schema ${sample.schema} in ${spec.file}${lineOf(spec, sample.schema)}.`,
      });
    }
  }
  return reports;
}

export const agreementInput = specRule(
  'agreement-input',
  'error',
  'The sample input is what the specification says.',
  async (spec, files, whole) =>
    mismatches(
      spec,
      await whole(),
      (await validSamples(files)).filter(({ file }) => file.startsWith('input/')),
    ),
);

export const agreementCase = specRule(
  'agreement-case',
  'error',
  'Input and expected result of every recorded case are what the specification says.',
  async (spec, files, whole) =>
    mismatches(
      spec,
      await whole(),
      (await validSamples(files)).filter(({ file }) => file.startsWith('tests/')),
    ),
);
