import { useMemo } from 'preact/hooks';
import { paintJson } from '../json/paint.ts';

/** Longer texts stay black and white: a hundred thousand spans would make every key press slow. */
const mostPainted = 60_000;

/** A JSON text in colours. */
export function Painted({ text }: { text: string }) {
  const paints = useMemo(() => (text.length > mostPainted ? undefined : paintJson(text)), [text]);
  if (paints === undefined) return <>{text}</>;
  return (
    <>
      {paints.map(({ kind, text: piece }, index) =>
        kind === 'plain' ? (
          piece
        ) : (
          <span key={index} class={`json-${kind}`}>
            {piece}
          </span>
        ),
      )}
    </>
  );
}
