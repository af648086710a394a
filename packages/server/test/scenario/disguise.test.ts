import { canBecome, type JobStatus } from '@planqk-service/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disguised, disguiseOf } from '../../src/scenario/disguise.ts';
import type { JobPlan } from '../../src/scenario/plan-faults.ts';

const plain: JobPlan = { pendingPolls: 0, unknown: { after: 0, polls: 0 }, failsAfter: undefined, lateReads: 0 };

/** What a job that really is `truth` is shown as at its first n polls. */
function shown(plan: Partial<JobPlan>, truth: JobStatus, n = 6): string[] {
  return Array.from({ length: n }, (_, at) => disguiseOf({ ...plain, ...plan }, at + 1, truth));
}

describe('a job', () => {
  test('is shown as it is when nothing is planned', () => {
    expect(shown({}, 'RUNNING', 2)).toEqual(['none', 'none']);
  });

  test('waits, whatever it really does, but not when it was cancelled', () => {
    expect(shown({ pendingPolls: 2 }, 'SUCCEEDED', 4)).toEqual(['PENDING', 'PENDING', 'none', 'none']);
    expect(shown({ pendingPolls: 2 }, 'CANCELLED', 1)).toEqual(['none']);
  });

  test('is lost sight of, counted from the end of PENDING', () => {
    const plan = { pendingPolls: 1, unknown: { after: 1, polls: 2 } };
    expect(shown(plan, 'RUNNING')).toEqual(['PENDING', 'none', 'UNKNOWN', 'UNKNOWN', 'none', 'none']);
  });

  test('fails, and is not seen to succeed before', () => {
    expect(shown({ failsAfter: 2 }, 'SUCCEEDED', 4)).toEqual(['RUNNING', 'RUNNING', 'FAILED', 'FAILED']);
    expect(shown({ failsAfter: 1 }, 'RUNNING', 3)).toEqual(['none', 'FAILED', 'FAILED']);
    const both = { failsAfter: 1, unknown: { after: 0, polls: 5 } };
    expect(shown(both, 'RUNNING', 3)).toEqual(['UNKNOWN', 'FAILED', 'FAILED']);
  });

  test('never goes a way that the contract does not know', () => {
    const count = fc.nat({ max: 4 });
    const plans = fc.record({
      pendingPolls: count,
      unknown: fc.record({ after: count, polls: count }),
      failsAfter: fc.option(count, { nil: undefined }),
      lateReads: count,
    });
    fc.assert(
      fc.property(plans, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (plan, startsAt, lasts) => {
        const truthAt = (poll: number): JobStatus =>
          poll < startsAt ? 'PENDING' : poll < startsAt + lasts ? 'RUNNING' : 'SUCCEEDED';
        let before: JobStatus = 'PENDING';
        for (let poll = 1; poll < 20; poll += 1) {
          const disguise = disguiseOf(plan, poll, truthAt(poll));
          const status: JobStatus = disguise === 'none' ? truthAt(poll) : disguise;
          // A poller sees samples: RUNNING may lie between two of them.
          const isSeen = status === before || canBecome(before, status);
          const isSkipped = canBecome(before, 'RUNNING') && canBecome('RUNNING', status);
          expect([before, status, isSeen || isSkipped]).toEqual([before, status, true]);
          before = status;
        }
      }),
    );
  });
});

test('times that cannot be known yet are left out', () => {
  const job = { id: '1', status: 'SUCCEEDED', createdAt: 'a', startedAt: 'b', endedAt: 'c' } as const;
  expect(disguised(job, 'none', 'now')).toBe(job);
  expect(disguised(job, 'PENDING', 'now')).toEqual({ id: '1', status: 'PENDING', createdAt: 'a' });
  expect(disguised(job, 'UNKNOWN', 'now')).toEqual({ id: '1', status: 'UNKNOWN', createdAt: 'a', startedAt: 'b' });
  expect(disguised(job, 'RUNNING', 'now')).toEqual({ id: '1', status: 'RUNNING', createdAt: 'a', startedAt: 'b' });
  expect(disguised(job, 'FAILED', 'now')).toEqual({ ...job, status: 'FAILED' });
  const waiting = { id: '1', status: 'PENDING', createdAt: 'a' } as const;
  expect(disguised(waiting, 'FAILED', 'now')).toEqual({ ...waiting, status: 'FAILED', startedAt: 'a', endedAt: 'now' });
});
