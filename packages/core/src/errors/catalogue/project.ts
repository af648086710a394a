import { entry } from './entry.ts';

export const projectErrors = {
  PROJECT_NOT_FOUND: entry(
    3,
    (d: { dir: string }) => `There is no folder ${d.dir}.`,
    () => 'Name the folder that holds your Dockerfile, or make a new service with "npx create-planqk-service".',
  ),
  DOCKERFILE_MISSING: entry(
    3,
    (d: { dir: string }) => `There is no Dockerfile in ${d.dir}.`,
    () =>
      'The platform needs it at the top of the project; see one that works with "npx create-planqk-service --dry-run".',
  ),
  CONFIG_INVALID: entry(
    3,
    (d: { path: string; problems: readonly string[] }) =>
      `${d.path} does not describe a service:\n${d.problems.map((problem) => `  - ${problem}`).join('\n')}`,
    () => 'Correct the fields named above.',
  ),
  CHECK_FAILED: entry(
    3,
    (d: { errors: number; warnings: number; maxWarnings?: number | undefined }) =>
      d.errors > 0
        ? `The check found ${d.errors} ${d.errors === 1 ? 'error' : 'errors'} and ${d.warnings} ${d.warnings === 1 ? 'warning' : 'warnings'}.`
        : `The check found ${d.warnings} ${d.warnings === 1 ? 'warning' : 'warnings'}, and ${d.maxWarnings} are allowed.`,
    () => 'Follow the remedy of each finding, or silence it with a reason in planqk-service.json.',
  ),
};
