import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../../api/errors.ts';
import type { InputTexts, JobDetails } from '../../api/types.ts';
import { JsonText } from '../../components/JsonText.tsx';
import { LoadProblem } from '../../components/LoadProblem.tsx';
import { useApp } from '../../state/app.ts';
import { routeHref } from '../../state/router.ts';

/** What the job was given, as it was sent. */
export function InputTab({ job }: { job: JobDetails }) {
  const input = useInput(job.id);
  if (input === undefined) return <p class="empty">Loading …</p>;
  if (typeof input === 'string') return <LoadProblem>{input}</LoadProblem>;
  return (
    <>
      <div class="bar-of-tools">
        <span class="faint">The raw texts, as they were sent.</span>
        <span class="spring" />
        <a class="button" href={routeHref({ view: 'new', from: job.id })}>
          Edit and submit
        </a>
      </div>
      {(['data', 'params'] as const).map((name) => (
        <section key={name}>
          <h2 class="mono">{name}</h2>
          {input[name] === undefined ? (
            <p class="empty">Not sent: the service got {'{}'}.</p>
          ) : (
            <JsonText text={input[name]} shape="raw" label={name} />
          )}
        </section>
      ))}
    </>
  );
}

/** The input of a job; a sentence when it could not be read. */
export function useInput(id: string): InputTexts | string | undefined {
  const { client, connection } = useApp();
  const [input, setInput] = useState<InputTexts | string>();
  const generation = connection.generation.value;
  // Read again after a new connection.
  useEffect(() => {
    if (typeof input === 'object') return;
    let stopped = false;
    client.input(id).then(
      (texts) => !stopped && setInput(texts),
      (error: unknown) => !stopped && setInput(messageOf(error)),
    );
    return () => {
      stopped = true;
    };
  }, [id, generation]);
  return input;
}
