import { useState } from 'preact/hooks';
import { copyText } from '../data/copy.ts';
import { Icon } from './Icon.tsx';

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [said, setSaid] = useState<'Copied' | 'Not allowed'>();
  const copy = async () => {
    try {
      await copyText(text);
      setSaid('Copied');
    } catch {
      // People may forbid it.
      setSaid('Not allowed');
    }
    setTimeout(() => setSaid(undefined), 2_000);
  };
  return (
    <button type="button" class="button quiet" onClick={copy}>
      <Icon name={said === 'Copied' ? 'check' : 'copy'} />
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}
