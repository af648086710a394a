import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApiError, messageOf } from '../api/errors.ts';
import type { InputTexts, Violation } from '../api/types.ts';
import { JsonEditor } from '../components/JsonEditor.tsx';
import { LoadProblem } from '../components/LoadProblem.tsx';
import { Notice } from '../components/Notice.tsx';
import { createInputCheck } from '../data/check-input.ts';
import { bytesText } from '../data/text.ts';
import { formatJson } from '../json/format.ts';
import { bodyText } from '../snippets/snippet.ts';
import { useApp } from '../state/app.ts';

/** What the platform takes by value (documented by PlanQK); larger data goes by reference. */
const platformBytes = 1_000_000;

/** The form for a new job: the project's sample, or the input of the job `from`. */
export function NewJob({ from }: { from: string | undefined }) {
  const { client, router, project, projectProblem } = useApp();
  const [edited, setEdited] = useState<InputTexts & { readonly from: string | undefined }>();
  const [problem, setProblem] = useState<{ readonly detail: string; readonly violations: readonly Violation[] }>();
  const [busy, setBusy] = useState(false);
  const known = project.value;
  const data = edited?.data ?? '';
  const params = edited?.params ?? '';
  const fresh = edited === undefined || edited.from !== from;

  useEffect(() => {
    if (!fresh || known === undefined) return;
    setProblem(undefined);
    const sample = known.sample ?? { data: '{}', params: '{}' };
    // What somebody has typed meanwhile stays, also between a render and its effects.
    const fill = (texts: InputTexts) =>
      setEdited((now) => (now === undefined || now.from !== from ? { ...readable(texts), from } : now));
    if (from === undefined) return fill(sample);
    client.input(from).then(fill, (error: unknown) => {
      fill(sample);
      setProblem({ detail: `The input of job ${from} could not be read: ${messageOf(error)}`, violations: [] });
    });
  }, [from, fresh, known, client]);

  const checkData = useMemo(() => createInputCheck(known?.project.schemas.inputData ?? null), [known]);
  const checkParams = useMemo(() => createInputCheck(known?.project.schemas.inputParams ?? null), [known]);
  const dataProblems = useMemo(() => checkData(data), [checkData, data]);
  const paramsProblems = useMemo(() => checkParams(params), [checkParams, params]);
  const unreadable = [...dataProblems, ...paramsProblems].some(({ fatal }) => fatal);
  const bytes = useMemo(() => new TextEncoder().encode(bodyText({ data, params })).length, [data, params]);
  const limit = known?.project.limits.bodyBytes;
  const tooLarge = limit !== undefined && bytes > limit;

  const change = (part: Partial<InputTexts>) => setEdited({ data, params, from, ...part });
  const submit = async () => {
    if (busy || unreadable || tooLarge) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const { id } = await client.submit({ data, params });
      router.go({ view: 'job', id });
    } catch (error) {
      setProblem({ detail: messageOf(error), violations: error instanceof ApiError ? error.violations : [] });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="new"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>New job</h1>
      {known?.project.description && <p class="lead">{known.project.description}</p>}
      {projectProblem.value !== undefined && known === undefined && <LoadProblem>{projectProblem.value}</LoadProblem>}
      <div class="new-editors">
        <JsonEditor
          label="data"
          value={data}
          problems={dataProblems}
          onInput={(text) => change({ data: text })}
          onSubmit={submit}
        />
        <JsonEditor
          label="params"
          value={params}
          problems={paramsProblems}
          onInput={(text) => change({ params: text })}
          onSubmit={submit}
        />
      </div>
      {problem !== undefined && (
        <Notice kind="error">
          <strong>The job was not accepted.</strong> {problem.detail}
          {problem.violations.length > 0 && (
            <ul>
              {problem.violations.map(({ path, message }) => (
                <li key={`${path} ${message}`}>
                  <code>{path}</code> {message}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      <div class="actions">
        <button type="submit" class="button primary" disabled={busy || unreadable || tooLarge}>
          {busy ? 'Submitting …' : 'Submit'}
        </button>
        <button type="button" class="button" onClick={() => setEdited(undefined)}>
          {from === undefined ? 'Reset to the sample' : 'Reset'}
        </button>
        <button
          type="button"
          class="button"
          disabled={unreadable}
          onClick={() => change({ data: laidOut(data), params: laidOut(params) })}
        >
          Format
        </button>
        <span class="faint">
          {bytesText(bytes)}
          {tooLarge && ` · more than the ${bytesText(limit)} that this server takes`}
          {!tooLarge && bytes > platformBytes && ' · the platform takes at most 1 MB by value'}
        </span>
        <span class="faint keys">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd> submits
        </span>
      </div>
    </form>
  );
}

/** What a job had on one line is laid out; what was laid out stays as it is. */
function readable({ data, params }: InputTexts): { data: string; params: string } {
  const one = (text: string | undefined) =>
    text === undefined || text.includes('\n') ? (text ?? '') : formatJson(text);
  return { data: one(data), params: one(params) };
}

function laidOut(text: string): string {
  return text.trim() === '' ? text : formatJson(text);
}
