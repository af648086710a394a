import { useMemo } from 'preact/hooks';
import { parseTree } from '../json/tree.ts';
import { CopyButton } from './CopyButton.tsx';
import { JsonTree } from './JsonTree.tsx';
import { Painted } from './Painted.tsx';

/** A JSON text as a tree or exactly as it was written. */
export function JsonText({ text, shape, label }: { text: string; shape: 'tree' | 'raw'; label: string }) {
  const tree = useMemo(() => (isJson(text) ? parseTree(text) : undefined), [text]);
  if (shape === 'tree' && tree !== undefined) return <JsonTree key={text} text={text} tree={tree} label={label} />;
  return (
    <div class="raw">
      <CopyButton text={text} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it */}
      <section class="code" tabIndex={0} aria-label={`${label}, raw`}>
        <pre class="wrapped">
          <Painted text={text} />
        </pre>
      </section>
    </div>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
