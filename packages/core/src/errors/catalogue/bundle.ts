import { entry } from './entry.ts';
import { type FoundProblem, problemLines } from './found-problem.ts';

export interface RefusedEntry extends FoundProblem {
  readonly remedy: string;
}

export const bundleErrors = {
  BUNDLE_REFUSED: entry(
    3,
    (d: { dir: string; problems: readonly RefusedEntry[] }) =>
      [`${d.dir} cannot be bundled:`, ...problemLines(d.problems)].join('\n'),
    (d) => {
      const remedies = new Set(d.problems.map(({ remedy }) => remedy));
      const [first = 'Mend what is named above.'] = remedies;
      return remedies.size === 1 ? first : 'Mend what is named above; docs/bundle.md says how for each.';
    },
  ),
  BUNDLE_UNWRITABLE: entry(
    3,
    (d: { path: string; reason: string }) => `The bundle ${d.path} cannot be written: ${d.reason}`,
    () => 'Choose another place with --output, or make room there.',
  ),
};
