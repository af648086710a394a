import { isFinal } from '@planqk-service/core/portable';
import { useState } from 'preact/hooks';
import { messageOf } from '../../api/errors.ts';
import type { JobDetails } from '../../api/types.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Status } from '../../components/Status.tsx';
import { Timeline } from '../../components/Timeline.tsx';
import { bytesText, durationText } from '../../data/text.ts';
import { useApp } from '../../state/app.ts';

/** How the job stands, what can be done with it, and the facts about its run. */
export function JobHead({ job }: { job: JobDetails }) {
  const { client, router } = useApp();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const attempt = async (action: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await action();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const runAgain = async () => {
    const { id } = await client.submit(await client.input(job.id));
    router.go({ view: 'job', id });
  };

  return (
    <header class="job-head">
      <div class="job-title">
        <h1>
          <span class="unseen">Job </span>
          <span class="mono">{job.id}</span>
        </h1>
        <CopyButton text={job.id} label="Copy id" />
        <span class="spring" />
        {!isFinal(job.status) && (
          <button
            type="button"
            class="button danger"
            disabled={busy}
            onClick={() => attempt(() => client.cancel(job.id))}
          >
            <Icon name="stop" />
            Cancel
          </button>
        )}
        <button type="button" class="button" disabled={busy} onClick={() => attempt(runAgain)}>
          <Icon name="again" />
          Run again
        </button>
      </div>
      {problem !== undefined && <Notice kind="error">{problem}</Notice>}
      <div class="job-status" aria-live="polite">
        <Status status={job.status} />
        {job.status === 'PENDING' && job.queuePosition !== undefined && (
          <span class="faint">
            {job.queuePosition <= 1 ? 'next in the queue' : `number ${job.queuePosition} in the queue`}
          </span>
        )}
        {job.error !== undefined && (
          <span class="job-error">
            <code>{job.error.code}</code> {job.error.detail}
          </span>
        )}
      </div>
      <Timeline job={job} />
      <Facts job={job} />
      {job.violations.length > 0 && (
        <Notice kind="info">
          <strong>The output breaks the contract in places.</strong>
          <ul>
            {job.violations.map((violation, index) => (
              <li key={index}>
                <code>{violation.code}</code> {String(violation['detail'] ?? violation['text'] ?? '')}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </header>
  );
}

function Facts({ job }: { job: JobDetails }) {
  const { usage } = job;
  const facts: [string, string | undefined][] = [
    ['Exit code', job.exitCode === undefined ? undefined : String(job.exitCode)],
    ['Duration', job.durationMs === undefined ? undefined : durationText(job.durationMs)],
    ['Peak memory', memoryText(usage?.peakMemoryBytes, usage?.memoryLimitBytes)],
    ['CPU time', usage?.cpuTimeMs === undefined ? undefined : durationText(usage.cpuTimeMs)],
    ['Image', job.image],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class={name === 'Image' ? 'mono' : undefined}>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function memoryText(peak: number | undefined, limit: number | undefined): string | undefined {
  if (peak === undefined) return undefined;
  return limit === undefined ? bytesText(peak) : `${bytesText(peak)} of ${bytesText(limit)}`;
}
