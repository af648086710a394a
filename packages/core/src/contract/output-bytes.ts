import { isUtf8 } from 'node:buffer';
import { JsonText, type JsonTextAttempt } from './json-text.ts';

export const newline = 0x0a;

/** The same memory as a Buffer, for its fast search. */
export function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Lines shorter than this are searched here: a call of the native search costs as much as looking at them. */
const shortLine = 96;

/** Where the next line break stands from `from` on, or -1. */
export function findNewline(bytes: Buffer, from: number): number {
  const end = Math.min(from + shortLine, bytes.length);
  for (let at = from; at < end; at += 1) if (bytes[at] === newline) return at;
  return end === bytes.length ? -1 : bytes.indexOf(newline, end);
}

/** Whether a byte may follow a marker without meaning anything: space, tab, carriage return. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

/** Where the blanks that begin at `from` have come to their end. */
export function blanksEnd(bytes: Buffer, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at += 1;
  return at;
}

/** How many bytes of `marker` stand at `from`, of which `known` are known to. */
export function commonLength(bytes: Buffer, from: number, marker: readonly number[], known = 0): number {
  const most = Math.min(marker.length, bytes.length - from);
  let length = known;
  while (length < most && bytes[from + length] === marker[length]) length += 1;
  return length;
}

/** How many bytes at the end of `bytes` (from `from` on) could be the beginning of `needle`, without being all of it. */
export function unfinishedLength(bytes: Buffer, from: number, needle: string): number {
  const longest = Math.min(needle.length - 1, bytes.length - from);
  const tail = bytes.toString('latin1', bytes.length - longest);
  for (let length = longest; length > 0; length -= 1) {
    if (needle.startsWith(tail.slice(longest - length))) return length;
  }
  return 0;
}

/** Reads the JSON text between two positions, without the blanks and line breaks around it. */
export function readJson(bytes: Buffer, from: number, to: number): JsonTextAttempt {
  let start = from;
  let end = to;
  while (start < end && (isBlank(bytes[start]) || bytes[start] === newline)) start += 1;
  while (end > start && (isBlank(bytes[end - 1]) || bytes[end - 1] === newline)) end -= 1;
  const plain = JsonText.tryPlain(bytes, start, end);
  if (plain !== undefined) return { ok: true, json: plain };
  const text = bytes.toString('utf8', start, end);
  // Bad bytes decode to U+FFFD. Looking for it first spares a check of the bytes in nearly every case.
  if (text.includes('\uFFFD') && !isUtf8(bytes.subarray(start, end))) return { ok: false, reason: 'it is not UTF-8.' };
  return JsonText.try(text);
}
