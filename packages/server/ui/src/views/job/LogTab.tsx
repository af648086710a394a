import { isFinal } from '@planqk-service/core/portable';
import { useMemo, useState } from 'preact/hooks';
import type { JobDetails } from '../../api/types.ts';
import { Choice } from '../../components/Choice.tsx';
import { DownloadButton } from '../../components/DownloadButton.tsx';
import { LoadProblem } from '../../components/LoadProblem.tsx';
import { Notice } from '../../components/Notice.tsx';
import { VirtualLines } from '../../components/VirtualLines.tsx';
import { shortId } from '../../data/text.ts';
import { filterLines, type LogFilter, markMatches, mostLines, type NumberedLine } from '../../state/log-buffer.ts';
import { useLog } from '../../state/use-log.ts';

/** What the service printed: searched, filtered, followed. */
export function LogTab({ job }: { job: JobDetails }) {
  const { buffer, version, complete, problem } = useLog(job.id);
  const [filter, setFilter] = useState<LogFilter>({ stream: 'both', search: '' });
  const [follow, setFollow] = useState(!isFinal(job.status));
  // The buffer grows in place, `version` tells when.
  const lines = useMemo(() => filterLines(buffer.lines, filter), [buffer, version, filter]);
  const filtered = lines !== buffer.lines;

  return (
    <>
      <div class="bar-of-tools">
        <label class="search">
          <span class="unseen">Search in the log</span>
          <input
            type="search"
            placeholder="Search"
            value={filter.search}
            onInput={(event) => setFilter({ ...filter, search: event.currentTarget.value })}
          />
        </label>
        <Choice
          label="Stream"
          name="stream"
          options={[
            { value: 'both', label: 'Both' },
            { value: 'stdout', label: 'stdout' },
            { value: 'stderr', label: 'stderr' },
          ]}
          value={filter.stream}
          onChange={(stream) => setFilter({ ...filter, stream })}
        />
        <label class="check">
          <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.currentTarget.checked)} />
          Follow
        </label>
        <span class="faint log-count" role="status">
          {filtered ? `${lines.length.toLocaleString('en')} of ` : ''}
          {(buffer.dropped + buffer.lines.length).toLocaleString('en')} lines{complete ? '' : ' …'}
        </span>
        <span class="spring" />
        <DownloadButton path={`/ui/api/jobs/${job.id}/log/raw`} name={`log-${shortId(job.id)}.txt`} />
      </div>
      {problem !== undefined && <LoadProblem>{problem}</LoadProblem>}
      {buffer.dropped > 0 && (
        <Notice kind="info">
          Only the last {mostLines.toLocaleString('en')} lines are shown here; the download has them all.
        </Notice>
      )}
      {lines.length === 0 ? (
        <p class="empty">{emptyText(buffer.lines.length > 0, complete)}</p>
      ) : (
        <VirtualLines
          label="Log"
          lines={lines}
          version={version}
          follow={follow}
          onFollow={setFollow}
          render={(line) => <Line key={line.number} line={line} search={filter.search} />}
        />
      )}
    </>
  );
}

function Line({ line, search }: { line: NumberedLine; search: string }) {
  return (
    <div class={`line line-${line.stream}`}>
      <span class="line-number">{line.number}</span>
      <span class="line-stream">{line.stream === 'stderr' ? 'err' : ''}</span>
      <span class="line-text">
        {markMatches(line.text, search).map(({ text, match }, index) =>
          match ? <mark key={index}>{text}</mark> : text,
        )}
      </span>
    </div>
  );
}

function emptyText(hasLines: boolean, complete: boolean): string {
  if (hasLines) return 'No line matches.';
  return complete ? 'The service printed nothing.' : 'Nothing printed yet.';
}
