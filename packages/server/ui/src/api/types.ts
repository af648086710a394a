import type { JobStatus } from '@planqk-service/core/portable';

/** What went wrong, as every error body of the server says it. */
export interface ErrorBody {
  readonly code: string;
  readonly detail: string;
  readonly violations?: readonly Violation[];
}

/** A place in a request's body that the specification does not allow. */
export interface Violation {
  readonly path: string;
  readonly message: string;
}

export interface JobSummary {
  readonly id: string;
  readonly status: JobStatus;
  readonly createdAt: string;
  readonly createdAtMs: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  readonly durationMs?: number;
  readonly interimCount: number;
  readonly resultBytes?: number;
  readonly error?: { readonly code: string; readonly detail: string };
}

export interface JobDetails extends JobSummary {
  readonly history: readonly { readonly status: JobStatus; readonly atMs: number }[];
  readonly exitCode?: number;
  readonly image: string;
  readonly usage?: {
    readonly peakMemoryBytes?: number;
    readonly memoryLimitBytes?: number;
    readonly cpuTimeMs?: number;
  };
  readonly violations: readonly { readonly code: string; readonly [more: string]: unknown }[];
  readonly logBytes: number;
  readonly queuePosition?: number;
}

export interface JobPage {
  readonly jobs: readonly JobSummary[];
  readonly next: string | null;
  readonly counts: Readonly<Partial<Record<JobStatus, number>>>;
}

/** JSON Schemas as plain objects; null where the project has no specification. */
export type SchemaName = 'inputData' | 'inputParams' | 'interimResultResponse' | 'resultResponse' | 'errorResponse';

export interface Project {
  readonly name: string;
  readonly description?: string;
  readonly image: string;
  readonly engine: string;
  readonly schemas: Readonly<Record<SchemaName, object | null>>;
  readonly limits: {
    readonly bodyBytes: number;
    readonly concurrency: number;
    readonly jobTimeoutMs: number | null;
  };
}

/** Raw JSON texts of a job's input; undefined where there is none. */
export interface InputTexts {
  readonly data: string | undefined;
  readonly params: string | undefined;
}

export interface InterimPage {
  /** Raw JSON texts, oldest first. */
  readonly results: readonly string[];
  readonly next: string;
  readonly complete: boolean;
}

export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export interface LogPage {
  readonly lines: readonly LogLine[];
  readonly next: string;
  readonly complete: boolean;
}

export type ServerEvent =
  | { readonly type: 'job'; readonly job: JobSummary }
  | { readonly type: 'interim'; readonly id: string; readonly count: number }
  | { readonly type: 'log'; readonly id: string; readonly bytes: number }
  | {
      readonly type: 'image';
      readonly image: string;
      readonly state: 'building' | 'ready' | 'failed';
      readonly detail?: string;
    };
