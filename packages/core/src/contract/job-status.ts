/** Where a job stands. Source: PlanQK documentation, Service API. */
export type JobStatus = 'UNKNOWN' | 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'CANCELLED' | 'FAILED';

/** The statuses that a job never leaves. */
export type FinalJobStatus = 'SUCCEEDED' | 'CANCELLED' | 'FAILED';

/**
 * What a status may turn into.
 *
 * Source: PlanQK documentation, Service API. Our decision: a job may fail while it is pending (its container
 * cannot be started), and `UNKNOWN` stands for a job that was lost sight of, so it may turn into anything.
 */
const transitions: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  UNKNOWN: ['PENDING', 'RUNNING', 'SUCCEEDED', 'CANCELLED', 'FAILED'],
  PENDING: ['RUNNING', 'CANCELLED', 'FAILED', 'UNKNOWN'],
  RUNNING: ['SUCCEEDED', 'CANCELLED', 'FAILED', 'UNKNOWN'],
  SUCCEEDED: [],
  CANCELLED: [],
  FAILED: [],
};

/** Whether a job in `status` has come to its end. */
export function isFinal(status: JobStatus): status is FinalJobStatus {
  return transitions[status].length === 0;
}

/** Whether a job may go from one status to another; staying where it is is no transition. */
export function canBecome(from: JobStatus, to: JobStatus): boolean {
  return transitions[from].includes(to);
}
