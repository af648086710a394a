import type { JobStatus, ResourceUsage } from '@planqk-service/core';
import type { Job, JobError } from '../jobs/job.ts';

/** A job as the Service API tells it: what does not exist yet is left out. Times are `YYYY-MM-DD HH:MM:SS` in UTC. */
export interface ApiJob {
  readonly id: string;
  readonly status: JobStatus;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** A job in a list, as the page and `/events` tell it. `…Ms` are milliseconds since 1970. */
export interface JobSummary extends ApiJob {
  readonly createdAtMs: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  readonly durationMs?: number;
  readonly interimCount: number;
  readonly resultBytes?: number;
  readonly error?: JobError;
}

/** Everything that is known of one job, apart from its texts. */
export interface JobDetails extends JobSummary {
  readonly history: Job['history'];
  readonly exitCode?: number;
  /** The image that it was started with, or would be now. */
  readonly image: string;
  readonly usage?: ResourceUsage;
  readonly violations: Job['violations'];
  readonly logBytes: number;
  /** From 1, of a job that waits for its turn. */
  readonly queuePosition?: number;
}

export function utcText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

export function apiJob({ id, status, createdAt, startedAt, endedAt }: Job): ApiJob {
  return {
    id,
    status,
    createdAt: utcText(createdAt),
    ...(startedAt !== undefined && { startedAt: utcText(startedAt) }),
    ...(endedAt !== undefined && { endedAt: utcText(endedAt) }),
  };
}

export function jobSummary(job: Job): JobSummary {
  const { createdAt, startedAt, endedAt, interimCount, resultBytes, error } = job;
  return {
    ...apiJob(job),
    createdAtMs: createdAt,
    ...(startedAt !== undefined && { startedAtMs: startedAt }),
    ...(endedAt !== undefined && { endedAtMs: endedAt }),
    ...(startedAt !== undefined && endedAt !== undefined && { durationMs: endedAt - startedAt }),
    interimCount,
    ...(resultBytes !== undefined && { resultBytes }),
    ...(error !== undefined && { error }),
  };
}

export function jobDetails(
  job: Job,
  currentImage: string,
  logBytes: number,
  queuePosition: number | undefined,
): JobDetails {
  const { history, exitCode, image = currentImage, usage, violations } = job;
  return {
    ...jobSummary(job),
    history,
    ...(exitCode !== undefined && { exitCode }),
    image,
    ...(usage !== undefined && { usage }),
    violations,
    logBytes,
    ...(queuePosition !== undefined && { queuePosition }),
  };
}
