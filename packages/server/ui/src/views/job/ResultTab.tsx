import { isFinal } from '@planqk-service/core/portable';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApiError, messageOf } from '../../api/errors.ts';
import type { JobDetails } from '../../api/types.ts';
import { BarChart } from '../../components/BarChart.tsx';
import { Choice } from '../../components/Choice.tsx';
import { DownloadButton } from '../../components/DownloadButton.tsx';
import { JsonText } from '../../components/JsonText.tsx';
import { LoadProblem } from '../../components/LoadProblem.tsx';
import { findCounts } from '../../data/counts.ts';
import { bytesText, shortId } from '../../data/text.ts';
import { useApp } from '../../state/app.ts';

/** Larger results are shown only when somebody asks for it. */
const largeBytes = 4_000_000;

type Loaded = { readonly text: string } | { readonly none: true } | { readonly problem: string };

/** The result, or what the service said instead. */
export function ResultTab({ job }: { job: JobDetails }) {
  const { client, connection } = useApp();
  const [anyway, setAnyway] = useState(false);
  const [loaded, setLoaded] = useState<Loaded>();
  const ready = job.status === 'SUCCEEDED' || job.status === 'FAILED';
  const large = (job.resultBytes ?? 0) > largeBytes && !anyway;
  const generation = connection.generation.value;

  // Read again after a new connection, if there was none before.
  useEffect(() => {
    if (!ready || large || (loaded !== undefined && 'text' in loaded)) return;
    let stopped = false;
    client.result(job.id).then(
      (text) => !stopped && setLoaded({ text }),
      (error: unknown) => {
        if (stopped) return;
        setLoaded(error instanceof ApiError && error.status === 404 ? { none: true } : { problem: messageOf(error) });
      },
    );
    return () => {
      stopped = true;
    };
  }, [ready, large, job.id, generation]);

  if (!ready)
    return <p class="empty">{isFinal(job.status) ? 'A cancelled job has no result.' : 'There is no result yet.'}</p>;
  if (large)
    return (
      <div class="empty">
        <p>The result has {bytesText(job.resultBytes ?? 0)}.</p>
        <p class="actions">
          <DownloadResult job={job} />
          <button type="button" class="button" onClick={() => setAnyway(true)}>
            Show it anyway
          </button>
        </p>
      </div>
    );
  if (loaded === undefined) return <p class="empty">Loading …</p>;
  if ('none' in loaded) return <p class="empty">The service ended without printing a result.</p>;
  if ('problem' in loaded) return <LoadProblem>{loaded.problem}</LoadProblem>;
  return <Result job={job} text={loaded.text} />;
}

function Result({ job, text }: { job: JobDetails; text: string }) {
  const [shape, setShape] = useState<'tree' | 'raw'>('tree');
  const counts = useMemo(() => countsOf(text), [text]);
  const title = job.status === 'FAILED' ? 'Error body' : 'Result';
  return (
    <>
      {counts.map((one) => (
        <BarChart key={one.path} counts={one} />
      ))}
      <div class="bar-of-tools">
        <h2>{title}</h2>
        <Choice
          label={`Shape of the ${title.toLowerCase()}`}
          name="result-shape"
          options={[
            { value: 'tree', label: 'Tree' },
            { value: 'raw', label: 'Raw' },
          ]}
          value={shape}
          onChange={setShape}
        />
        <span class="spring" />
        <DownloadResult job={job} />
      </div>
      <JsonText text={text} shape={shape} label={title} />
    </>
  );
}

function DownloadResult({ job }: { job: JobDetails }) {
  return <DownloadButton path={`/${job.id}/result`} name={`result-${shortId(job.id)}.json`} />;
}

function countsOf(text: string) {
  try {
    return findCounts(JSON.parse(text));
  } catch {
    return [];
  }
}
