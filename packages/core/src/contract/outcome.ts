import type { ErrorDetails } from '../errors/index.ts';
import type { FinalJobStatus } from './job-status.ts';
import type { JsonText } from './json-text.ts';
import type { Violation } from './violation.ts';

type CauseCode =
  | 'SERVICE_FAILED'
  | 'COMMAND_NOT_FOUND'
  | 'COMMAND_NOT_EXECUTABLE'
  | 'OUT_OF_MEMORY'
  | 'INVALID_RESULT'
  | 'TIMED_OUT'
  | 'ENGINE_LOST'
  | 'INTERRUPTED';

/** What we know of a failure: an entry of the error catalogue and the facts for its message. */
export type OutcomeCause = {
  readonly [Code in CauseCode]: { readonly code: Code; readonly details: ErrorDetails<Code> };
}[CauseCode];

/** Why there is no result. */
export interface OutcomeError {
  /** The service's own code if it printed one, else that of {@link OutcomeCause}. */
  readonly code: string;
  /** One sentence: the service's own if it printed one, else the catalogue's. */
  readonly detail: string;
  /** What the service printed as its result before it failed: the body of its error. */
  readonly body?: JsonText;
  /** Our view of it, whatever the service says. */
  readonly cause: OutcomeCause;
}

/** What an execution used, as far as the engine told. */
export interface ResourceUsage {
  readonly peakMemoryBytes?: number;
  readonly cpuTimeMs?: number;
  readonly memoryLimitBytes?: number;
  /** Whole CPUs; 0.5 is half of one. */
  readonly cpuLimit?: number;
  /** How often was measured; 0 means that the peak is unknown. */
  readonly samples: number;
}

/** What an execution came to, without how it got there. */
export type Ending = Pick<Outcome, 'status' | 'result' | 'error' | 'timedOut'>;

/** How an execution ended; the same shape for success and failure. */
export interface Outcome {
  readonly status: FinalJobStatus;
  /** Null when the service never came to an exit of its own that we saw. */
  readonly exitCode: number | null;
  /** Only with `SUCCEEDED`, and even then only if the service printed one. */
  readonly result?: JsonText;
  /** With `FAILED` and `CANCELLED`. */
  readonly error?: OutcomeError;
  /** Oldest first; may hold fewer than `interimResultCount`. */
  readonly interimResults: readonly JsonText[];
  readonly interimResultCount: number;
  readonly violations: readonly Violation[];
  readonly timedOut: boolean;
  readonly cancelled: boolean;
  /** Something in the container was killed for its memory; the service may have succeeded all the same. */
  readonly oomKilled: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly durationMs: number;
  readonly usage: ResourceUsage;
  /** The end of what was printed on stdout and stderr. */
  readonly logTail: string;
}
