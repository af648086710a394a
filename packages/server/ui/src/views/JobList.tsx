import type { JobStatus } from '@planqk-service/core/portable';
import { isFinal } from '@planqk-service/core/portable';
import type { JobSummary } from '../api/types.ts';
import { LoadProblem } from '../components/LoadProblem.tsx';
import { StatusSign } from '../components/Status.tsx';
import { durationText, shortId, timeText } from '../data/text.ts';
import { useApp } from '../state/app.ts';
import { routeHref } from '../state/router.ts';
import { useNow } from '../state/use-now.ts';

const statuses: readonly JobStatus[] = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'UNKNOWN'];

/** All jobs, newest first, live. */
export function JobList({ selected }: { selected: string | undefined }) {
  const { jobs } = useApp();
  const list = jobs.jobs.value;
  const now = useNow(list.some(({ status }) => !isFinal(status)));
  const filter = jobs.filter.value;
  return (
    <nav class="jobs" aria-label="Jobs">
      <div class="jobs-head">
        <h2>Jobs</h2>
        <label>
          <span class="unseen">Show</span>
          <select
            value={filter ?? ''}
            onChange={(event) => jobs.show((event.currentTarget.value || undefined) as JobStatus | undefined)}
          >
            <option value="">All{countText(total(jobs.counts.value))}</option>
            {statuses.map((status) => (
              <option key={status} value={status}>
                {status}
                {countText(jobs.counts.value[status] ?? 0)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {jobs.problem.value !== undefined && <LoadProblem>{jobs.problem.value}</LoadProblem>}
      {list.length === 0 && !jobs.loading.value && jobs.problem.value === undefined && (
        <p class="jobs-none">{filter === undefined ? 'No jobs yet. Submit the first one.' : `No job is ${filter}.`}</p>
      )}
      <ul>
        {list.map((job) => (
          <Row key={job.id} job={job} current={job.id === selected} now={now} />
        ))}
      </ul>
      {jobs.hasMore.value && (
        <button type="button" class="button jobs-more" disabled={jobs.loading.value} onClick={jobs.loadMore}>
          Show older jobs
        </button>
      )}
    </nav>
  );
}

function Row({ job, current, now }: { job: JobSummary; current: boolean; now: number }) {
  return (
    <li>
      <a href={routeHref({ view: 'job', id: job.id })} aria-current={current ? 'page' : undefined}>
        <StatusSign status={job.status} />
        <span class="mono">{shortId(job.id)}</span>
        <span class="jobs-time faint">{timeText(job.createdAtMs, now)}</span>
        <span class="jobs-duration faint">{runText(job, now)}</span>
      </a>
    </li>
  );
}

function runText(job: JobSummary, now: number): string {
  if (job.startedAtMs === undefined) return isFinal(job.status) ? '–' : 'waits';
  return durationText(job.durationMs ?? (job.endedAtMs ?? now) - job.startedAtMs);
}

function total(counts: Readonly<Partial<Record<JobStatus, number>>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function countText(count: number): string {
  return count === 0 ? '' : ` (${count.toLocaleString('en')})`;
}
