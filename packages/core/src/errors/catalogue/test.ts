import { entry } from './entry.ts';

export const testErrors = {
  CASE_INVALID: entry(
    3,
    (d: { path: string; problems: readonly string[] }) =>
      `${d.path} is no case:\n${d.problems.map((problem) => `  - ${problem}`).join('\n')}`,
    () => 'Correct what is named above; docs/guides/test-a-service.md shows what a case is made of.',
  ),
  CASE_EXISTS: entry(
    3,
    (d: { path: string }) => `The case ${d.path} exists already.`,
    () => 'Take another name, or bring its expectation up to date with "planqk-service test --update".',
  ),
  CASE_NOT_RECORDED: entry(
    3,
    (d: { path: string; reason: string }) =>
      `${d.path} was not recorded, because there is nothing to expect: ${d.reason}`,
    () => 'Mend the service first, or give it other input with --data and --params.',
  ),
  TEST_FAILED: entry(
    3,
    (d: { failed: number; warned: number; total: number; maxWarnings?: number | undefined }) =>
      d.failed > 0
        ? `${d.failed} of ${d.total} tests failed, ${d.warned} more ended with warnings.`
        : `${d.warned} of ${d.total} tests ended with warnings, and ${d.maxWarnings} are allowed.`,
    () => 'Follow the remedy of each finding; docs/probes-of-a-service.md explains the probes.',
  ),
  WORKFLOW_EXISTS: entry(
    3,
    (d: { path: string }) => `The file ${d.path} exists already.`,
    () => 'See what would be written with --dry-run, and take over what you like, or replace the file with --force.',
  ),
  WORKFLOW_UNWRITABLE: entry(
    3,
    (d: { path: string; reason: string }) => `The file ${d.path} cannot be written (${d.reason}).`,
    () => 'Make the folder writable, or print the file with --dry-run.',
  ),
};
