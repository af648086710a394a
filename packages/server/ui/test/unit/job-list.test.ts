import { expect, test } from 'vitest';
import type { Client } from '../../src/api/client.ts';
import type { JobPage, JobSummary } from '../../src/api/types.ts';
import { createJobList } from '../../src/state/job-list.ts';

const job = (number: number, status: JobSummary['status'] = 'SUCCEEDED'): JobSummary => ({
  id: `job-${number}`,
  status,
  createdAt: '2026-01-01 00:00:00',
  createdAtMs: number,
  interimCount: 0,
});

/** A list whose questions are answered when the test says so. */
function listWith() {
  const questions: { before: string | undefined; answer: (page: JobPage) => void }[] = [];
  const jobs: Client['jobs'] = ({ before, limit }) => {
    if (limit === 1) return Promise.resolve({ jobs: [], next: null, counts: {} });
    return new Promise((answer) => questions.push({ before, answer }));
  };
  return { list: createJobList({ jobs } as Client), questions };
}

const page = (jobs: readonly JobSummary[], next: string | null = null): JobPage => ({ jobs, next, counts: {} });

test('what happens while the list is read is not undone by its answer', async () => {
  const { list, questions } = listWith();
  const read = list.reload();
  list.update(job(1, 'SUCCEEDED'));
  list.update(job(3, 'PENDING'));
  questions[0]?.answer(page([job(2), job(1, 'RUNNING')]));
  await read;
  expect(list.jobs.value.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'job-3 PENDING',
    'job-2 SUCCEEDED',
    'job-1 SUCCEEDED',
  ]);
});

test('a list that is watched for days does not grow for days', async () => {
  const { list, questions } = listWith();
  const read = list.reload();
  questions[0]?.answer(page([job(1)]));
  await read;
  for (let number = 2; questions.length === 1 && number < 10_000; number += 1) list.update(job(number));
  expect(list.jobs.value.length).toBeLessThan(1_000);
  const newest = list.jobs.value.slice(0, 50);
  questions[1]?.answer(page(newest, '1'));
  await expect.poll(() => list.jobs.value.length).toBe(50);
  expect(list.hasMore.value).toBe(true);
});
