import { isUtf8 } from 'node:buffer';
import type { Place } from '../contract/index.ts';
import { isBlank, newline, readJson } from '../contract/output-bytes.ts';
import type { InspectionCode } from './codes.ts';

/** What is wrong with the JSON text behind a marker. `place` counts from the beginning of the marker's line. */
export interface JsonVerdict {
  readonly code: InspectionCode;
  readonly reason: string;
  readonly place: Place;
  /** The text ends where more was to come, which may stand on the next line. */
  readonly isCut: boolean;
}

const escapeByte = 0x1b;
const colon = 0x3a;

/** Why the JSON text between two positions is none. `bytes` are the whole line or block that it stands in. */
export function judgeJson(bytes: Buffer, from: number, to: number): JsonVerdict {
  let start = from;
  while (start < to && (isBlank(bytes[start]) || bytes[start] === newline)) start += 1;
  const attempt = readJson(bytes, start, to);
  const reason = attempt.ok ? '' : attempt.reason;
  const inText = attempt.ok ? undefined : attempt.place;
  const begin = placeOf(bytes, start);
  const place = inText === undefined ? begin : { line: begin.line + inText.line - 1, column: column(begin, inText) };
  if (!attempt.ok && inText === undefined && !isUtf8(bytes.subarray(start, to)))
    return {
      code: 'NOT_UTF8',
      reason,
      place: placeOf(bytes, start + goodLength(bytes.subarray(start, to))),
      isCut: false,
    };
  const first = bytes[start];
  const isCut = (first === 0x7b || first === 0x5b) && /ends in the middle|closing quote/.test(reason);
  return { code: codeOf(bytes.subarray(start, to), reason, inText), reason, place, isCut };
}

function codeOf(json: Buffer, reason: string, place: Place | undefined): InspectionCode {
  if (json[0] === colon) return 'EXTRA_COLON';
  if (/^(?:NaN|nan|-?Infinity|-?inf) is not/.test(reason)) return 'NOT_A_NUMBER';
  if (reason.startsWith('there is more text'))
    return json.includes(escapeByte) && isColour(json, place) ? 'COLOURED_MARKER' : 'TRAILING_TEXT';
  return json[0] === escapeByte ? 'COLOURED_MARKER' : 'INVALID_JSON';
}

/** Whether what follows the JSON value begins with a terminal's escape. */
function isColour(json: Buffer, place: Place | undefined): boolean {
  const line = json.toString().split('\n')[(place?.line ?? 1) - 1] ?? '';
  return line.charCodeAt((place?.column ?? 1) - 1) === escapeByte;
}

function column(begin: Place, inText: Place): number {
  return inText.line === 1 ? begin.column + inText.column - 1 : inText.column;
}

function placeOf(bytes: Buffer, at: number): Place {
  const start = at === 0 ? 0 : bytes.lastIndexOf(newline, at - 1) + 1;
  let line = 1;
  for (let next = bytes.indexOf(newline); next !== -1 && next < at; next = bytes.indexOf(newline, next + 1)) line += 1;
  return { line, column: bytes.toString('utf8', start, at).length + 1 };
}

/** How many bytes at the beginning are UTF-8, by halving. */
function goodLength(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // A character may be cut in two in the middle: its beginning does not count as bad.
    if (isUtf8(bytes.subarray(0, wholeEnd(bytes, middle)))) good = middle;
    else bad = middle;
  }
  return wholeEnd(bytes, good);
}

/** The last place up to `end` that no character reaches over. */
function wholeEnd(bytes: Buffer, end: number): number {
  for (let back = 1; back <= Math.min(3, end); back += 1) {
    const byte = bytes[end - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? end - back : end;
  }
  return end;
}
