/** How much a finding matters: an error will fail on the platform, a warning may, an info is worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** Where in the project something is. */
export interface Location {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** Both count from 1; columns count UTF-16 code units. */
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong, or worth knowing. */
export interface Finding {
  /** Permanent identifier of the rule, also its heading in `docs/checks.md`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong: one sentence. */
  readonly message: string;
  /** What to do: one sentence in the imperative. */
  readonly remedy: string;
  readonly location?: Location;
}

/** A finding that `planqk-service.json` silences, with the reason that it gives. */
export interface SilencedFinding extends Finding {
  readonly reason: string;
}

/** Everything that was found. */
export interface CheckResult {
  /** By file and line; what belongs to no file comes first. */
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
}
