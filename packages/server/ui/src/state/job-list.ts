import type { JobStatus } from '@planqk-service/core/portable';
import { computed, signal } from '@preact/signals';
import type { Client } from '../api/client.ts';
import { messageOf } from '../api/errors.ts';
import type { JobPage, JobSummary } from '../api/types.ts';
import { createThrottle } from './throttle.ts';

const pageSize = 50;
/** After so many new jobs the list begins anew with its first page: it may be watched for days. */
const mostNew = 500;

export type JobListStore = ReturnType<typeof createJobList>;

/** The list of jobs, newest first: pages from the server, kept up to date by events. */
export function createJobList(client: Client) {
  const byId = signal<ReadonlyMap<string, JobSummary>>(new Map());
  const next = signal<string | null>(null);
  const counts = signal<JobPage['counts']>({});
  const filter = signal<JobStatus | undefined>(undefined);
  const loading = signal(true);
  const problem = signal<string | undefined>(undefined);
  const jobs = computed(() =>
    [...byId.value.values()]
      .filter(({ status }) => filter.value === undefined || status === filter.value)
      .sort(newestFirst),
  );
  let asked = 0;
  /** What events told since the last question: its answer may be older. */
  let meanwhile: JobSummary[] = [];
  let added = 0;

  const page = (before?: string) =>
    client.jobs({
      limit: pageSize,
      ...(before !== undefined && { before }),
      ...(filter.value !== undefined && { status: filter.value }),
    });

  /** Only the answer to the latest question counts. */
  async function load(before?: string): Promise<void> {
    asked += 1;
    const mine = asked;
    meanwhile = [];
    loading.value = true;
    try {
      const answer = await page(before);
      if (mine !== asked) return;
      byId.value = new Map([
        ...(before === undefined ? [] : byId.value),
        ...[...answer.jobs, ...meanwhile].map((job) => [job.id, job] as const),
      ]);
      next.value = answer.next;
      counts.value = answer.counts;
      problem.value = undefined;
    } catch (error) {
      if (mine === asked) problem.value = messageOf(error);
    }
    if (mine === asked) loading.value = false;
  }

  const countAgain = createThrottle(async () => {
    counts.value = (await client.jobs({ limit: 1 })).counts;
  }, 1_000);

  return {
    jobs,
    counts,
    filter,
    loading,
    problem,
    hasMore: computed(() => next.value !== null),
    reload: () => {
      added = 0;
      return load();
    },
    loadMore: () => load(next.value ?? undefined),
    show(status: JobStatus | undefined): void {
      filter.value = status;
      void load();
    },
    /** A job as an event tells it. */
    update(job: JobSummary): void {
      if (!byId.value.has(job.id)) added += 1;
      if (loading.value) meanwhile.push(job);
      byId.value = new Map(byId.value).set(job.id, job);
      if (added > mostNew && !loading.value) {
        added = 0;
        void load();
      }
      countAgain();
    },
  };
}

function newestFirst(a: JobSummary, b: JobSummary): number {
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1);
}
