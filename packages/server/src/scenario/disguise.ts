import { isFinal, type JobStatus } from '@planqk-service/core';
import type { ApiJob } from '../http/job-view.ts';
import type { JobPlan } from './plan-faults.ts';

/** What a job is shown as, in place of what it is; `none`: as it is. */
export type Disguise = 'none' | 'PENDING' | 'UNKNOWN' | 'RUNNING' | 'FAILED';

/**
 * How a job looks at its nth poll. What was shown never goes back from PENDING to before, or from an end.
 *
 * @param polls from 1; 0 before the first
 * @param truth what the job really is
 */
export function disguiseOf(plan: JobPlan, polls: number, truth: JobStatus): Disguise {
  if (truth === 'CANCELLED') return 'none';
  const since = polls - plan.pendingPolls;
  if (plan.pendingPolls > 0 && since <= 0) return 'PENDING';
  const { after, polls: unknownPolls } = plan.unknown;
  const isFailed = plan.failsAfter !== undefined && since > plan.failsAfter;
  if (!isFailed && since > after && since <= after + unknownPolls) return 'UNKNOWN';
  if (isFailed) return 'FAILED';
  // What is still going to be lost sight of, or to fail, must not be seen at another end before.
  const isAwaited = plan.failsAfter !== undefined || (unknownPolls > 0 && since <= after);
  return isAwaited && isFinal(truth) ? 'RUNNING' : 'none';
}

/** A job in its disguise. Times that cannot be known yet are left out, as the contract says. */
export function disguised(job: ApiJob, disguise: Disguise, now: string): ApiJob {
  const { id, createdAt, startedAt = createdAt, endedAt = now } = job;
  switch (disguise) {
    case 'none':
      return job;
    case 'PENDING':
      return { id, status: 'PENDING', createdAt };
    case 'UNKNOWN':
      return { id, status: 'UNKNOWN', createdAt, ...(job.startedAt !== undefined && { startedAt: job.startedAt }) };
    case 'RUNNING':
      return { id, status: 'RUNNING', createdAt, startedAt };
    case 'FAILED':
      return { id, status: 'FAILED', createdAt, startedAt, endedAt };
  }
}
