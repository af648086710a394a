import type { Outcome } from '../contract/outcome.ts';
import type { CheckResult, Location, Severity } from './finding.ts';
import type { ProjectFiles } from './project-files.ts';

/** What a rule reports; its id and severity are added to it. */
export interface Report {
  readonly message: string;
  readonly remedy: string;
  readonly location?: Location;
  /** Other than the rule's own, where a case is milder or harder. */
  readonly severity?: Severity;
}

/**
 * One thing that is checked. Third parties can add their own: an object, no class, no registration.
 *
 * Rules only look: they get everything through `files` and return what they found.
 */
export interface Rule {
  /** Permanent, kebab-case, such as `dockerfile-latest-tag`; the first word is the group. */
  readonly id: string;
  readonly severity: Severity;
  /** What the rule asks for, in one sentence. */
  readonly about: string;
  /** Looks at how the service ran: not asked where it was not run. */
  readonly needsRun?: true;
  /** @param run how the service ended that was run on the sample input, if it was */
  check(files: ProjectFiles, run?: Outcome): Promise<readonly Report[]> | readonly Report[];
  /** What mends every finding of this rule mechanically: new texts by file. Undefined where nothing can be mended. */
  fix?(files: ProjectFiles): Promise<ReadonlyMap<string, string>> | ReadonlyMap<string, string>;
}

/** Runs the rules and returns all their findings, by file and line. */
export type Check = (files: ProjectFiles, rules: readonly Rule[], run?: Outcome) => Promise<CheckResult>;
