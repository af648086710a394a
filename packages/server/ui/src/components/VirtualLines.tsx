import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface VirtualLinesProps<Line> {
  readonly label: string;
  readonly lines: readonly Line[];
  /** Grows or changes whenever `lines` did, which may be the same array. */
  readonly version: number;
  readonly follow: boolean;
  /** Called when somebody scrolls away from the end, or back to it. */
  readonly onFollow: (follow: boolean) => void;
  readonly render: (line: Line) => ComponentChildren;
}

export const lineHeight = 20;
const overscan = 20;

/** A scrolled list of lines of one height, of which only the visible ones are in the document. */
export function VirtualLines<Line>({ label, lines, version, follow, onFollow, render }: VirtualLinesProps<Line>) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 400 });

  // `version` tells that there are new lines.
  useLayoutEffect(() => {
    const element = box.current;
    if (follow && element !== null) element.scrollTop = element.scrollHeight;
  }, [version, lines, follow]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setView((before) => ({ ...before, height: element.clientHeight || before.height })),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = (event: Event) => {
    const element = event.currentTarget as HTMLElement;
    setView({ top: element.scrollTop, height: element.clientHeight });
    const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - lineHeight;
    if (atEnd !== follow) onFollow(atEnd);
  };

  const first = Math.max(0, Math.min(Math.floor(view.top / lineHeight) - overscan, lines.length - 1));
  const last = Math.min(lines.length, Math.ceil((view.top + view.height) / lineHeight) + overscan);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
    <section class="lines" aria-label={label} tabIndex={0} ref={box} onScroll={onScroll}>
      <div class="lines-all" style={{ height: `${lines.length * lineHeight}px` }}>
        <div class="lines-shown" style={{ transform: `translateY(${first * lineHeight}px)` }}>
          {lines.slice(first, last).map(render)}
        </div>
      </div>
    </section>
  );
}
