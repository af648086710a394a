import { entry } from './entry.ts';

export const specErrors = {
  SPEC_MISSING: entry(
    3,
    (d: { path: string }) => `There is no ${d.path}.`,
    () => 'Make one from the sample input with "planqk-service spec infer".',
  ),
  SPEC_BEHIND: entry(
    3,
    (d: { path: string; additions: readonly string[] }) =>
      d.additions.length === 0
        ? `${d.path} has not been made yet.`
        : `${d.path} does not say what the samples show:\n${d.additions.map((addition) => `  - ${addition}`).join('\n')}`,
    () => 'Bring it up to date with "planqk-service spec infer".',
  ),
};
