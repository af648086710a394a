import type { Markers } from '../contract/index.ts';
import { nearMarker, withoutPrefix } from './marker-verdict.ts';

export interface NearMiss {
  /** Where its line begins in the bytes that were searched. */
  readonly at: number;
  readonly found: string;
  readonly marker: string;
  /** The line is the reader's; it only matters inside a block. */
  readonly hasPrefix: boolean;
}

/** What every misspelt marker is hoped to have in it; most lines of a log have neither. */
const suspicious = /plan|:job/gi;
/** As much of a line is looked at. */
const longestHead = 256;

/**
 * Lines of a piece of output that begin with what is nearly a marker. Those that hold the markers' prefix are left
 * to the reader, save what may be meant to close a block, and so is the first line when `isMidLine` says that its
 * beginning is gone.
 */
export function* nearMisses(bytes: Buffer, isMidLine: boolean, markers: Markers): Generator<NearMiss> {
  const text = bytes.toString('latin1');
  suspicious.lastIndex = 0;
  let next = isMidLine ? text.indexOf('\n') + 1 || text.length : 0;
  for (;;) {
    // Marker lines follow one another; the reader sees to them.
    while (text.startsWith(markers.prefix, next) && !mayBeMultiline(text, next, markers))
      next = text.indexOf('\n', next) + 1 || text.length;
    suspicious.lastIndex = next;
    const at = suspicious.exec(text)?.index;
    if (at === undefined) return;
    const start = at === next ? at : text.lastIndexOf('\n', at - 1) + 1;
    next = text.indexOf('\n', at) + 1 || text.length;
    const hasPrefix = text.startsWith(markers.prefix, start);
    if (hasPrefix && !mayBeMultiline(text, start, markers)) continue;
    const head = withoutPrefix(text.slice(start, Math.min(next, start + longestHead)));
    const near = !hasPrefix && head.includes(markers.prefix) ? undefined : nearMarker(head, markers);
    if (near !== undefined) yield { at: start, found: near.found, marker: near.marker, hasPrefix };
  }
}

/** Whether a line with the prefix goes on like the multiline marker without being one. */
function mayBeMultiline(text: string, start: number, { prefix, multiline }: Markers): boolean {
  const at = start + prefix.length;
  return text[at]?.toLowerCase() === multiline[prefix.length]?.toLowerCase() && !text.startsWith(multiline, start);
}
