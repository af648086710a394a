import { isFinal } from '@planqk-service/core/portable';
import type { JobDetails } from '../api/types.ts';
import { LoadProblem } from '../components/LoadProblem.tsx';
import { Notice } from '../components/Notice.tsx';
import { type Tab, Tabs } from '../components/Tabs.tsx';
import { bytesText } from '../data/text.ts';
import { useApp } from '../state/app.ts';
import type { JobTab } from '../state/router.ts';
import { useJob } from '../state/use-job.ts';
import { CodeTab } from './job/CodeTab.tsx';
import { InputTab } from './job/InputTab.tsx';
import { InterimTab } from './job/InterimTab.tsx';
import { JobHead } from './job/JobHead.tsx';
import { LogTab } from './job/LogTab.tsx';
import { ResultTab } from './job/ResultTab.tsx';

/** One job: how it stands, and behind tabs all that belongs to it. */
export function JobView({ id, tab }: { id: string; tab: JobTab | undefined }) {
  const { router } = useApp();
  const state = useJob(id);
  if (state.state === 'loading') return <p class="empty">Loading …</p>;
  if (state.state === 'missing') return <Notice kind="error">There is no job {id}.</Notice>;
  if (state.state === 'failed') return <LoadProblem>{state.detail}</LoadProblem>;
  const { job } = state;
  const selected = tab ?? preferredTab(job);
  return (
    <article class="job">
      <JobHead job={job} />
      <Tabs
        label="Parts of the job"
        tabs={tabsOf(job)}
        selected={selected}
        onSelect={(name) => router.go({ view: 'job', id, tab: name })}
      >
        {selected === 'result' && <ResultTab job={job} />}
        {selected === 'interim' && <InterimTab job={job} />}
        {selected === 'log' && <LogTab job={job} />}
        {selected === 'input' && <InputTab job={job} />}
        {selected === 'code' && <CodeTab job={job} />}
      </Tabs>
    </article>
  );
}

/** What is likely wanted: the result once there is one, before that what comes in. */
function preferredTab(job: JobDetails): JobTab {
  if (isFinal(job.status)) return job.status === 'CANCELLED' ? 'log' : 'result';
  return job.interimCount > 0 ? 'interim' : 'log';
}

function tabsOf(job: JobDetails): Tab<JobTab>[] {
  return [
    { name: 'result', label: 'Result', note: job.resultBytes === undefined ? undefined : bytesText(job.resultBytes) },
    { name: 'interim', label: 'Interim results', note: job.interimCount === 0 ? undefined : String(job.interimCount) },
    { name: 'log', label: 'Log', note: job.logBytes === 0 ? undefined : bytesText(job.logBytes) },
    { name: 'input', label: 'Input' },
    { name: 'code', label: 'Call it from code' },
  ];
}
