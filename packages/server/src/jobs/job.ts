import type { JobStatus, ResourceUsage, Violation } from '@planqk-service/core';

/** What is told of a failure: `code` for programs, `detail` for people. */
export interface JobError {
  readonly code: string;
  readonly detail: string;
}

/**
 * Whether the engine may hold a container of a job: not yet (`none`), perhaps (`intended`: written before it is asked
 * for), or not any more (`gone`).
 */
export type ContainerState = 'none' | 'intended' | 'gone';

/** One accepted request. Times are milliseconds since 1970. */
export interface Job {
  /** Order of acceptance. */
  readonly seq: number;
  readonly id: string;
  readonly status: JobStatus;
  readonly container: ContainerState;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Name of the image that it was started with. */
  readonly image?: string;
  /** Where it was started: see `ExecutionHost.engine`. */
  readonly engine?: string;
  readonly exitCode?: number;
  readonly error?: JobError;
  /** Bytes of the result, or of the error's body; undefined where there is none. */
  readonly resultBytes?: number;
  readonly interimCount: number;
  readonly usage?: ResourceUsage;
  readonly violations: readonly Violation[];
  readonly history: readonly { readonly status: JobStatus; readonly atMs: number }[];
}

/** What may be told of a job beside its status. */
export type JobFacts = Partial<
  Pick<
    Job,
    | 'container'
    | 'startedAt'
    | 'endedAt'
    | 'image'
    | 'engine'
    | 'exitCode'
    | 'error'
    | 'resultBytes'
    | 'interimCount'
    | 'usage'
    | 'violations'
  >
>;
