import { isFinal } from '@planqk-service/core/portable';
import { useMemo, useState } from 'preact/hooks';
import type { JobDetails } from '../../api/types.ts';
import { Choice } from '../../components/Choice.tsx';
import { JsonText } from '../../components/JsonText.tsx';
import { LoadProblem } from '../../components/LoadProblem.tsx';
import { useInterimResults } from '../../state/use-interim.ts';
import { InterimPlot } from './InterimPlot.tsx';

/** The interim results: as a plot where they hold numbers, and one by one. */
export function InterimTab({ job }: { job: JobDetails }) {
  const { raw, series: read, version, problem } = useInterimResults(job.id);
  // Grows in place, `version` tells when.
  const series = useMemo(() => [...read.series], [read, version]);
  if (raw === undefined)
    return problem === undefined ? <p class="empty">Loading …</p> : <LoadProblem>{problem}</LoadProblem>;
  if (raw.length === 0)
    return (
      <p class="empty">{isFinal(job.status) ? 'The service printed no interim results.' : 'No interim results yet.'}</p>
    );
  return (
    <>
      {problem !== undefined && <LoadProblem>{problem}</LoadProblem>}
      {series.length > 0 && <InterimPlot series={series} length={raw.length} live={!isFinal(job.status)} />}
      <Results raw={raw} />
    </>
  );
}

function Results({ raw }: { raw: readonly string[] }) {
  const [chosen, setChosen] = useState<number>();
  const [shape, setShape] = useState<'tree' | 'raw'>('tree');
  const last = raw.length - 1;
  const index = Math.min(chosen ?? last, last);
  const text = raw[index] ?? 'null';
  return (
    <section>
      <div class="bar-of-tools">
        <h2>Interim result</h2>
        <label class="stepper">
          <span class="unseen">Number of the interim result</span>
          <input
            type="number"
            min={1}
            max={raw.length}
            value={index + 1}
            onInput={(event) => {
              const number = event.currentTarget.valueAsNumber;
              if (number >= 1 && number <= raw.length) setChosen(number - 1 === last ? undefined : number - 1);
            }}
          />
        </label>
        <span class="faint">
          of {raw.length.toLocaleString('en')}
          {chosen === undefined && ', the latest'}
        </span>
        <Choice
          label="Shape of the interim result"
          name="interim-shape"
          options={[
            { value: 'tree', label: 'Tree' },
            { value: 'raw', label: 'Raw' },
          ]}
          value={shape}
          onChange={setShape}
        />
      </div>
      <JsonText text={text} shape={shape} label="Interim result" />
    </section>
  );
}
