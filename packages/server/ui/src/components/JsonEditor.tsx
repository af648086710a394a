import { useId, useMemo } from 'preact/hooks';
import type { InputProblem } from '../data/check-input.ts';
import { Painted } from './Painted.tsx';

interface JsonEditorProps {
  readonly label: string;
  readonly value: string;
  readonly problems: readonly InputProblem[];
  readonly onInput: (value: string) => void;
  readonly onSubmit: () => void;
}

/**
 * A text area with line numbers and colours: the painted text lies below, the text area itself is transparent. The Tab
 * key leaves it, as everywhere on the page.
 */
export function JsonEditor({ label, value, problems, onInput, onSubmit }: JsonEditorProps) {
  const id = useId();
  const lines = useMemo(() => value.split('\n').length, [value]);
  const bad = new Map(problems.map(({ line, message }) => [line, message]));
  return (
    <div class="editor-field">
      <label class="editor-label" for={id}>
        {label}
      </label>
      <div class={problems.length > 0 ? 'editor editor-bad' : 'editor'}>
        <div class="editor-gutter" aria-hidden="true">
          {Array.from({ length: Math.min(lines, 20_000) }, (_, index) => (
            <span key={index} class={bad.has(index + 1) ? 'bad' : undefined} title={bad.get(index + 1)}>
              {index + 1}
            </span>
          ))}
        </div>
        <div class="editor-text">
          <pre aria-hidden="true">
            <Painted text={value} />
            {'\n'}
          </pre>
          <textarea
            id={id}
            value={value}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            wrap="off"
            aria-invalid={problems.length > 0}
            aria-describedby={`${id}-problems`}
            onInput={(event) => onInput(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit();
            }}
          />
        </div>
      </div>
      <ul class="problems" id={`${id}-problems`} aria-live="polite" aria-label={`Problems of ${label}`}>
        {problems.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path !== '' && <code>{path}</code>} {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
