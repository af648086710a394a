import { isFinal } from '@planqk-service/core/portable';
import type { JobDetails } from '../api/types.ts';
import { phases } from '../data/phases.ts';
import { durationText, timeText } from '../data/text.ts';
import { useNow } from '../state/use-now.ts';

/** The statuses of a job over time: as wide as they were long, and in words below. */
export function Timeline({ job }: { job: JobDetails }) {
  const now = useNow(!isFinal(job.status), 500);
  const parts = phases(job.history, now);
  return (
    <div class="timeline">
      <div class="timeline-line" aria-hidden="true">
        {parts.map(({ status, atMs, share, final }) => (
          <div
            key={`${atMs} ${status}`}
            class={`timeline-part status-${status.toLowerCase()} ${final ? 'timeline-end' : ''}`}
            style={{ flexGrow: final ? 0 : share }}
          />
        ))}
      </div>
      <ol class="timeline-words">
        {parts.map(({ status, atMs, durationMs, final }) => (
          <li key={`${atMs} ${status}`} class={`status-${status.toLowerCase()}`}>
            <span class="timeline-status">{status}</span>{' '}
            <time dateTime={new Date(atMs).toISOString()}>{timeText(atMs, now)}</time>
            {!final && <span class="faint"> · {durationText(durationMs)}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
