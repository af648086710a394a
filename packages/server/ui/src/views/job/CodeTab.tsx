import { useState } from 'preact/hooks';
import type { JobDetails } from '../../api/types.ts';
import { Choice } from '../../components/Choice.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Notice } from '../../components/Notice.tsx';
import { type Snippet, snippetsFor } from '../../snippets/index.ts';
import { useApp } from '../../state/app.ts';
import { useInput } from './InputTab.tsx';

/** Programs that submit this job's input again, wait, and print the result. */
export function CodeTab({ job }: { job: JobDetails }) {
  const { hasToken } = useApp();
  const input = useInput(job.id);
  const [language, setLanguage] = useState<Snippet['language']>('curl');
  if (input === undefined) return <p class="empty">Loading …</p>;
  if (typeof input === 'string') return <Notice kind="error">{input}</Notice>;
  const snippets = snippetsFor({ url: window.location.origin, ...input, token: hasToken() });
  const snippet = snippets.find((one) => one.language === language);
  if (snippet === undefined) return null;
  return (
    <>
      <div class="bar-of-tools">
        <Choice
          label="Language"
          name="language"
          options={snippets.map((one) => ({ value: one.language, label: one.language }))}
          value={language}
          onChange={setLanguage}
        />
        <span class="faint">{snippet.needs}</span>
        <span class="spring" />
        <CopyButton text={snippet.code} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it */}
      <section class="code" tabIndex={0} aria-label={`${snippet.language} program`}>
        <pre>{snippet.code}</pre>
      </section>
    </>
  );
}
