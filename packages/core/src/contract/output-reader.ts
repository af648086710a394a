import { constants } from 'node:buffer';
import { MarkerContent } from './marker-content.ts';
import { MarkerTable } from './marker-table.ts';
import { asBuffer, blanksEnd, findNewline, newline, unfinishedLength } from './output-bytes.ts';
import type { OutputEvent } from './output-event.ts';
import { defaultMaxResultBytes, type OutputReaderOptions } from './output-options.ts';
import { type Markers, profileV1 } from './profile.ts';
import { isBlockMode, type ReaderMode } from './reader-mode.ts';

const nothing: Buffer = Buffer.alloc(0);

/**
 * Finds results in what a service prints on stdout. Fed with bytes cut anywhere, it tells the same events in the
 * same order; log bytes are handed on at once and never collected, and a violation stands before its text. Chunks
 * are handed on without a copy, so the caller must not write into them afterwards.
 *
 * Source: PlanQK documentation, custom containers. Our decision: a marker in the middle of a line is none; the
 * first complete result wins whichever its form, even when it is invalid; inside a block everything is content.
 */
export class OutputReader {
  readonly #emit: (event: OutputEvent) => void;
  readonly #markers: Markers;
  readonly #prefix: Buffer;
  readonly #delimiter: Buffer;
  readonly #table: MarkerTable;
  #mode: ReaderMode = 'search';
  /** Bytes that may be the beginning of a marker; always fewer than a marker has. */
  #carry: Buffer = nothing;
  /** Position in the stream of the first byte at hand. */
  #base = 0;
  #atLineStart = true;
  #lineKind: 'result' | 'interim' = 'result';
  readonly #content: MarkerContent;
  #ended = false;

  constructor(options: OutputReaderOptions) {
    this.#emit = options.onEvent;
    this.#markers = (options.profile ?? profileV1).markers;
    this.#prefix = Buffer.from(this.#markers.prefix);
    this.#delimiter = Buffer.from(this.#markers.multiline);
    this.#table = new MarkerTable(this.#markers);
    const max = Math.min(options.maxResultBytes ?? defaultMaxResultBytes, constants.MAX_STRING_LENGTH);
    this.#content = new MarkerContent(options.onEvent, max);
  }

  /** Where the marker line or block that was begun last begins, and whether it is an open block: while it is told. */
  get marker(): { readonly offset: number; readonly isBlock: boolean } {
    return { offset: this.#content.offset, isBlock: isBlockMode(this.#mode) };
  }

  /** Takes the next bytes of the stream, any number of them. */
  write(chunk: Uint8Array): void {
    if (this.#ended) throw new TypeError('OutputReader: write() after end().');
    this.#run(this.#carry.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#carry, chunk]), false);
  }

  /** The stream is over: settles what the last line was. Further calls do nothing. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#run(this.#carry, true);
    if (this.#mode === 'line') this.#content.finishLine(this.#lineKind, nothing, 0, 0);
    else if (this.#mode === 'closing') this.#content.finishBlock();
    else if (isBlockMode(this.#mode)) this.#content.abandon('UNTERMINATED_BLOCK');
  }

  #run(bytes: Buffer, last: boolean): void {
    this.#carry = nothing;
    let at = 0;
    while (at < bytes.length) {
      if (this.#mode === 'search') at = this.#search(bytes, at, last);
      else if (this.#mode === 'pass') at = this.#pass(bytes, at);
      else if (this.#mode === 'line') at = this.#line(bytes, at);
      else if (this.#mode === 'opening') at = this.#opening(bytes, at);
      else if (this.#mode === 'block') at = this.#block(bytes, at, last);
      else at = this.#closing(bytes, at);
    }
    this.#base += bytes.length - this.#carry.length;
  }

  #search(bytes: Buffer, from: number, last: boolean): number {
    // Marker lines often follow one another; looking here first spares each of them a search.
    const isHere = this.#atLineStart && this.#table.hasPrefixAt(bytes, from);
    const found = isHere ? from : bytes.indexOf(this.#prefix, from);
    const end = found === -1 ? bytes.length - (last ? 0 : unfinishedLength(bytes, from, this.#markers.prefix)) : found;
    if (end > from) this.#atLineStart = bytes[end - 1] === newline;
    this.#log(bytes, from, end);
    if (found === -1) return this.#carryFrom(bytes, end);
    if (this.#atLineStart) return this.#marker(bytes, found, last);
    this.#content.report('MARKER_IN_LINE', this.#base + found);
    this.#mode = 'pass';
    return found;
  }

  /** A line begins with the prefix at `from`. */
  #marker(bytes: Buffer, from: number, last: boolean): number {
    const marker = this.#table.markerAt(bytes, from, last);
    const offset = this.#base + from;
    if (marker.kind === 'undecided') return this.#carryFrom(bytes, from);
    if (marker.kind === 'unknown') {
      this.#content.report('UNKNOWN_MARKER', offset, marker.reason);
      this.#mode = 'pass';
    } else if (marker.kind === 'result' && this.#content.hasResult) {
      this.#content.report('DUPLICATE_RESULT', offset);
      this.#mode = 'pass';
    } else if (marker.kind === 'delimiter') {
      this.#content.begin(offset, marker.length);
      this.#content.hold(bytes, from, from + marker.length);
      this.#mode = 'opening';
      return from + marker.length;
    } else {
      this.#content.begin(offset, marker.length);
      this.#lineKind = marker.kind;
      this.#mode = 'line';
      return this.#line(bytes, from);
    }
    return from;
  }

  #pass(bytes: Buffer, from: number): number {
    const found = findNewline(bytes, from);
    const end = found === -1 ? bytes.length : found + 1;
    this.#log(bytes, from, end);
    if (found !== -1) this.#nextLine();
    return end;
  }

  #line(bytes: Buffer, from: number): number {
    const found = findNewline(bytes, from);
    const end = found === -1 ? bytes.length : found + 1;
    if (found === -1) this.#content.hold(bytes, from, end);
    else {
      this.#content.finishLine(this.#lineKind, bytes, from, end);
      this.#nextLine();
    }
    return end;
  }

  #opening(bytes: Buffer, from: number): number {
    const end = blanksEnd(bytes, from);
    const isText = end < bytes.length && bytes[end] !== newline;
    if (isText || this.#content.isFullWith(end - from)) {
      this.#content.abandon('UNKNOWN_MARKER', this.#table.unknownDelimiter);
      this.#mode = 'pass';
      return from;
    }
    const lineEnd = Math.min(end + 1, bytes.length);
    this.#content.hold(bytes, from, lineEnd);
    if (end === bytes.length) return end;
    this.#content.openBlock();
    this.#mode = 'block';
    this.#atLineStart = true;
    return lineEnd;
  }

  #block(bytes: Buffer, from: number, last: boolean): number {
    const found = bytes.indexOf(this.#delimiter, from);
    const tail = found === -1 && !last ? unfinishedLength(bytes, from, this.#markers.multiline) : 0;
    const end = found === -1 ? bytes.length - tail : found;
    if (end > from) this.#atLineStart = bytes[end - 1] === newline;
    this.#content.hold(bytes, from, end);
    if (found === -1) return this.#carryFrom(bytes, end);
    const after = found + this.#delimiter.length;
    if (this.#atLineStart) {
      this.#content.markEnd();
      this.#mode = 'closing';
    }
    this.#content.hold(bytes, found, after);
    this.#atLineStart = false;
    return after;
  }

  #closing(bytes: Buffer, from: number): number {
    const end = blanksEnd(bytes, from);
    const isText = end < bytes.length && bytes[end] !== newline;
    const lineEnd = isText ? end : Math.min(end + 1, bytes.length);
    this.#content.hold(bytes, from, lineEnd);
    if (isText) this.#mode = 'block';
    else if (end < bytes.length) {
      this.#content.finishBlock();
      this.#nextLine();
    }
    return lineEnd;
  }

  #nextLine(): void {
    this.#mode = 'search';
    this.#atLineStart = true;
  }

  /** Keeps what may be the beginning of a marker for the next call. */
  #carryFrom(bytes: Buffer, from: number): number {
    this.#carry = Buffer.from(bytes.subarray(from));
    return bytes.length;
  }

  #log(bytes: Buffer, from: number, to: number): void {
    if (to > from) this.#emit({ type: 'log', bytes: bytes.subarray(from, to) });
  }
}
