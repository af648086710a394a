import type { Severity } from '../check/finding.ts';

/** One thing that a case or a probe has found. */
export interface TestFinding {
  /** An error fails the test; a warning is worth mending. */
  readonly severity: Exclude<Severity, 'info'>;
  /** What is wrong: one sentence, further lines only for lists. */
  readonly message: string;
  /** What to do: one sentence in the imperative. */
  readonly remedy: string;
}

export type VerdictStatus = 'passed' | 'warned' | 'failed' | 'skipped';

/** What came of one case or one probe. */
export interface Verdict {
  readonly kind: 'case' | 'probe';
  /** `case/` and the name of its folder, or `probe/` and the probe's id; what `--filter` looks at. */
  readonly id: string;
  /** One sentence or phrase for people. */
  readonly title: string;
  /** Why it matters, in one sentence; only of a probe. */
  readonly why?: string;
  readonly status: VerdictStatus;
  readonly findings: readonly TestFinding[];
  /** Why it was not judged; only of what is skipped. */
  readonly skipped?: string;
  /** How long its executions ran in all. */
  readonly durationMs: number;
  /** Of the execution that used most; unknown where they were too short to be measured. */
  readonly peakMemoryBytes?: number;
  /** How often the service was executed for it. */
  readonly executions: number;
}

export interface VerdictCounts {
  readonly passed: number;
  readonly warned: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What findings come to: errors fail, warnings warn. */
export function statusOf(findings: readonly TestFinding[]): Exclude<VerdictStatus, 'skipped'> {
  if (findings.length === 0) return 'passed';
  return findings.some(({ severity }) => severity === 'error') ? 'failed' : 'warned';
}

export function countVerdicts(verdicts: readonly Pick<Verdict, 'status'>[]): VerdictCounts {
  const count = (status: VerdictStatus) => verdicts.filter((verdict) => verdict.status === status).length;
  return { passed: count('passed'), warned: count('warned'), failed: count('failed'), skipped: count('skipped') };
}
