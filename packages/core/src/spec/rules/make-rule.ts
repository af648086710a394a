import type { Severity } from '../../check/finding.ts';
import type { ProjectFiles } from '../../check/project-files.ts';
import type { Report, Rule } from '../../check/rule.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Spec } from '../load-spec.ts';
import { specOf, wholeOf } from '../spec-of.ts';
import type { WholeSpec } from '../take-in-files.ts';

/** A specification that could be read. */
export type ReadSpec = Spec & { readonly root: NonNullable<Spec['root']> };

/**
 * A rule that looks at the specification; it is not asked where there is none, or none that can be read. `whole` gives
 * it with the schemas of other files.
 */
export function specRule(
  id: string,
  severity: Severity,
  about: string,
  check: (
    spec: ReadSpec,
    files: ProjectFiles,
    whole: () => Promise<WholeSpec>,
  ) => Promise<readonly Report[]> | readonly Report[],
): Rule {
  return {
    id,
    severity,
    about,
    async check(files) {
      const spec = await specOf(files);
      if (spec?.root === undefined) return [];
      const readable = spec as ReadSpec;
      return check(readable, files, async () => (await wholeOf(spec, files)) ?? readable);
    },
  };
}

/** A rule that holds what was printed by a run against the specification; not asked where there is no run. */
export function printedRule(
  id: string,
  about: string,
  check: (spec: ReadSpec, run: Outcome, whole: WholeSpec) => Promise<readonly Report[]>,
): Rule {
  return {
    id,
    severity: 'error',
    about,
    needsRun: true,
    async check(files, run) {
      const spec = run && (await specOf(files));
      if (run === undefined || spec?.root === undefined) return [];
      const readable = spec as ReadSpec;
      return check(readable, run, (await wholeOf(spec, files)) ?? readable);
    },
  };
}
