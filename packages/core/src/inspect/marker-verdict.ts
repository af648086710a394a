import { stripVTControlCharacters } from 'node:util';
import type { Markers } from '../contract/index.ts';
import { distance } from '../errors/nearest.ts';
import type { InspectionCode } from './codes.ts';

export interface MarkerVerdict {
  readonly code: InspectionCode;
  readonly detail: string;
}

/** More wrong letters than this are another word. */
const mostWrongLetters = 5;
/** What collectors put before each line: times as docker and kubectl write them, compose, kubectl --prefix. */
const name = String.raw`[\w.-]+ *\| *|\[[\w./-]+\] *`;
const time = String.raw`\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)? *(?:std(?:out|err) [FP] )?`;
const prefix = `(?:${name})?${time}|${name}`;
const onlyPrefix = new RegExp(`^(?:${prefix})$`);
const leadingPrefix = new RegExp(`^(?:${prefix})`);

/** What a line that begins with the markers' prefix, but with no marker, was meant to be. */
export function judgeUnknown(line: string, markers: Markers): MarkerVerdict {
  const { result, interim, multiline } = markers;
  const known = [interim, result, multiline].find((marker) => line.startsWith(marker));
  const rest = line.slice(known?.length ?? 0);
  if (known === multiline && /^[ \t]*:/.test(rest))
    return { code: 'EXTRA_COLON', detail: `"${multiline}" is followed by a colon, so it opens no block.` };
  if (known !== undefined && known !== multiline && !/^\w/.test(rest))
    return { code: 'MISSING_COLON', detail: `"${known}" is not followed by a colon.` };
  const near = nearMarker(line, markers);
  if (near !== undefined && near.found !== near.marker)
    return { code: 'MISSPELT_MARKER', detail: `"${near.found}" is no marker; "${near.marker}" is.` };
  const reason = known === multiline ? `"${multiline}" does not stand alone on its line.` : 'the line is no marker.';
  return { code: 'UNKNOWN_MARKER', detail: `${reason[0]?.toUpperCase()}${reason.slice(1)}` };
}

/** Why a marker does not stand at the beginning of its line; `before` is what does. */
export function judgeBefore(before: string): MarkerVerdict {
  const bare = stripVTControlCharacters(before);
  if (bare === '' && before !== '')
    return { code: 'COLOURED_MARKER', detail: 'Terminal colours stand before the marker.' };
  if (onlyPrefix.test(bare))
    return { code: 'PREFIXED_MARKER', detail: `The prefix "${bare.trim()}" hides the marker.` };
  if (bare === '\uFEFF')
    return {
      code: 'MARKER_IN_LINE',
      detail: 'A byte order mark stands before the marker, and keeps it from counting.',
    };
  const seen = bare.length > 40 ? `…${bare.slice(-39)}` : bare;
  const what = bare.trim() === '' ? 'Blanks stand' : `${JSON.stringify(seen)} stands`;
  return { code: 'MARKER_IN_LINE', detail: `${what} before the marker, which counts only at the beginning of a line.` };
}

/** A line without colours, blanks and a collector's prefix in front of it. */
export function withoutPrefix(line: string): string {
  return stripVTControlCharacters(line).trimStart().replace(leadingPrefix, '');
}

interface Near {
  readonly found: string;
  readonly marker: string;
}

let lastNear: { readonly found: string; readonly markers: Markers; readonly near: Near | undefined } | undefined;

/** What a line begins with that is nearly a marker, and that marker. */
export function nearMarker(line: string, markers: Markers): Near | undefined {
  const found = /^[A-Za-z]+(?:[:._-] ?[A-Za-z]+){1,3}/.exec(line.slice(0, 64))?.[0] ?? '';
  // A log repeats itself.
  const known = lastNear;
  if (known?.found === found && known.markers === markers) return known.near;
  const scored = [markers.result, markers.interim, markers.multiline]
    .map((marker) => ({ found, marker, wrong: distance(found.toLowerCase(), marker.toLowerCase()) }))
    .sort((a, b) => a.wrong - b.wrong)[0];
  const near = scored !== undefined && scored.wrong <= mostWrongLetters ? scored : undefined;
  lastNear = { found, markers, near };
  return near;
}
