/** One of the things that are wrong with a folder or an archive. */
export interface FoundProblem {
  /** Permanent, in kebab-case. */
  readonly code: string;
  /** Relative to what was looked at, with slashes; `.` is all of it. */
  readonly path: string;
  /** From 1, where a line is meant. */
  readonly line?: number;
  /** One sentence, without the path. */
  readonly message: string;
}

const shown = 20;

/** A problem in one line. */
export function problemText({ code, path, line, message }: FoundProblem): string {
  const place = path === '.' ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return `${place}${message} (${code})`;
}

/** A list of the first twenty, and how many there are beside them. */
export function problemLines(problems: readonly FoundProblem[]): readonly string[] {
  return [
    ...problems.slice(0, shown).map((problem) => `  - ${problemText(problem)}`),
    ...(problems.length > shown ? [`  - and ${problems.length - shown} more`] : []),
  ];
}
