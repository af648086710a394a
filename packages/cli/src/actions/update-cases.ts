import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  caseFiles,
  casesFolder,
  expectationOf,
  JsonText,
  judgeCase,
  statusOf,
  type TestCase,
  type Verdict,
} from '@planqk-service/core';
import type { Certification, CertifyPlan } from '@planqk-service/runner/certify';

/** An expectation that was written. */
export interface CaseUpdate {
  /** Relative to the project. */
  readonly file: string;
  /** Empty where there was none. */
  readonly before: string;
  readonly after: string;
}

/**
 * Takes over what came of those cases that expected something else, or nothing yet. What is within the tolerances of a
 * case stays as it is. The verdicts are those that the new expectations give.
 *
 * @param dir the project's folder
 */
export async function updateCases(
  dir: string,
  plan: CertifyPlan,
  { verdicts, outcomes }: Certification,
): Promise<{ readonly verdicts: readonly Verdict[]; readonly updates: readonly CaseUpdate[] }> {
  const updates: CaseUpdate[] = [];
  const after = await Promise.all(
    verdicts.map(async (verdict) => {
      const testCase = plan.cases.find(({ name }) => verdict.id === `case/${name}`);
      const outcome = testCase && outcomes.get(testCase.name);
      if (testCase === undefined || outcome === undefined || isMet(testCase, verdict)) return verdict;
      const expectation = await expectationOf(testCase, outcome);
      if (expectation === undefined) return verdict;
      const { file, text } = expectation;
      const path = `${casesFolder}/${testCase.name}/${file}`;
      await writeFile(join(dir, path), text);
      updates.push({ file: path, before: (testCase.expected ?? testCase.expectedError)?.text ?? '', after: text });
      const key = file === caseFiles.expected ? 'expected' : 'expectedError';
      const findings = await judgeCase({ ...testCase, [key]: JsonText.from(text, path) }, outcome, plan.specification);
      return { ...verdict, findings, status: statusOf(findings) };
    }),
  );
  return { verdicts: after, updates };
}

function isMet({ expected, expectedError }: TestCase, { status }: Verdict): boolean {
  return status === 'passed' && (expected !== undefined || expectedError !== undefined);
}
