import type { TestFinding } from '../cases/verdict.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ServiceError } from '../errors/index.ts';
import type { Inspection } from '../inspect/index.ts';

/** One execution that a probe wants. Two probes that want the same share it. */
export interface ProbeRun {
  /** Text of data.json, JSON or not; undefined: the file is not there. */
  readonly data?: string | undefined;
  readonly params?: string | undefined;
  /** Ids of user and group to run as. */
  readonly user?: string;
  readonly readOnlyInput?: true;
  /** Only /tmp can be written. */
  readonly readOnlyRoot?: true;
  readonly withoutNetwork?: true;
  readonly memoryBytes?: number;
  /** Sends SIGTERM to the service, as process 1, once it is at work. */
  readonly stop?: true;
  /** Tells repetitions apart. */
  readonly repetition?: number;
}

/** What came of an execution. */
export interface Observation {
  readonly outcome?: Outcome;
  readonly inspection?: Inspection;
  /** Why it gave no result: what the outcome comes to, or why nothing could be started. */
  readonly problem?: ServiceError;
}

/** The service on the input that the author says is right: everything else is held against it. */
export interface ProbeSample {
  readonly data: string;
  readonly params: string;
  readonly observation: Observation;
}

export type Observations<Name extends string> = Readonly<Record<Name, Observation>>;

/** What is the same of all probes. */
export interface ProbeFacts {
  /** Permanent, in kebab-case; also its heading in `docs/probes-of-a-service.md`. */
  readonly id: string;
  /** What the service has to do: one sentence. */
  readonly title: string;
  /** Why that matters: one sentence. */
  readonly why: string;
  /** Where the rule comes from. */
  readonly source: 'PlanQK documentation' | 'our decision';
  /** Whether the platform never does what is done here: it always writes both files, with valid JSON. */
  readonly isBeyondContract: boolean;
  /** How much it matters; single findings may be less severe. */
  readonly severity: TestFinding['severity'];
  /** Says nothing about a service that gives no result for its sample. */
  readonly needsResult: boolean;
  /** Asks for something that a plain process does not have. */
  readonly needsContainer: boolean;
  /** Only asked when the user says so. */
  readonly isOptional?: true;
}

/** A question to a service: what to run it on, and what its answers mean. */
export interface Probe extends ProbeFacts {
  readonly runs: (sample: ProbeSample) => Readonly<Record<string, ProbeRun>>;
  readonly judge: (observations: Observations<string>, sample: ProbeSample) => readonly TestFinding[];
}

/** A probe whose runs and observations have the same names. */
export function defineProbe<Name extends string>(
  probe: ProbeFacts & {
    readonly runs: (sample: ProbeSample) => Readonly<Record<Name, ProbeRun>>;
    readonly judge: (observations: Observations<Name>, sample: ProbeSample) => readonly TestFinding[];
  },
): Probe {
  return probe;
}
