import { entry } from './entry.ts';

export interface RefusedEntry {
  readonly code: string;
  readonly path: string;
  readonly line?: number;
  readonly message: string;
  readonly remedy: string;
}

const shown = 20;

export const bundleErrors = {
  BUNDLE_REFUSED: entry(
    3,
    (d: { dir: string; problems: readonly RefusedEntry[] }) =>
      [
        `${d.dir} cannot be bundled:`,
        ...d.problems.slice(0, shown).map((problem) => `  - ${sentence(problem)}`),
        ...(d.problems.length > shown ? [`  - and ${d.problems.length - shown} more`] : []),
      ].join('\n'),
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

function sentence({ code, path, line, message }: RefusedEntry): string {
  const place = path === '.' ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return `${place}${message} (${code})`;
}
