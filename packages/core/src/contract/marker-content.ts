import { HeldBytes } from './held-bytes.ts';
import type { JsonTextAttempt } from './json-text.ts';
import { readJson } from './output-bytes.ts';
import type { OutputEvent } from './output-event.ts';
import { type ViolationCode, violation } from './violation.ts';

/**
 * The bytes of the marker line or block that is being read, and what becomes of them at its end. What gives no
 * result goes to the log as it came.
 */
export class MarkerContent {
  readonly #emit: (event: OutputEvent) => void;
  readonly #max: number;
  readonly #held: HeldBytes = new HeldBytes();
  /** Where the line or block begins in the stream. */
  #offset = 0;
  /** Where its JSON text begins and ends, counted from `#offset`. */
  #start = 0;
  #end = 0;
  /** Set once the bytes are not kept any more but go to the log at once. */
  #passing = false;
  #hasResult = false;
  #interimCount = 0;

  constructor(emit: (event: OutputEvent) => void, max: number) {
    this.#emit = emit;
    this.#max = max;
  }

  get hasResult(): boolean {
    return this.#hasResult;
  }

  /** Where the line or block that was begun last begins in the stream. */
  get offset(): number {
    return this.#offset;
  }

  begin(offset: number, jsonStart: number): void {
    this.#offset = offset;
    this.#start = jsonStart;
    this.#passing = false;
  }

  hold(bytes: Buffer, from: number, to: number): void {
    if (this.#passing) {
      this.#log(bytes.subarray(from, to));
      return;
    }
    this.#held.add(bytes, from, to);
    if (this.#held.length > this.#max) this.#pass();
  }

  /** Whether `count` more bytes would be more than may be kept. */
  isFullWith(count: number): boolean {
    return this.#held.length + count > this.#max;
  }

  /** What was held is the opening line of a block. */
  openBlock(): void {
    this.#start = this.#held.length;
    if (this.#hasResult) this.#pass();
  }

  /** What comes next may be the closing line of the block. */
  markEnd(): void {
    this.#end = this.#held.length;
  }

  finishBlock(): void {
    const block = this.#held.take();
    if (this.#hasResult) this.report('DUPLICATE_RESULT', this.#offset);
    else this.#finishResult(block, this.#start, this.#end);
  }

  /** The rest of the line stands between two positions; when nothing was held, it is all of it and needs no copy. */
  finishLine(kind: 'result' | 'interim', bytes: Buffer, from: number, to: number): void {
    const isWhole = this.#held.length === 0 && !this.#passing && to - from <= this.#max;
    if (isWhole && kind === 'interim') {
      this.#finishInterim(bytes, from, from + this.#start, to);
      return;
    }
    if (!isWhole) this.hold(bytes, from, to);
    const line = isWhole ? bytes.subarray(from, to) : this.#held.take();
    if (kind === 'result') this.#finishResult(line, this.#start, line.length);
    else this.#finishInterim(line, 0, this.#start, line.length);
  }

  /** Gives up: what was held begins with `code` and is log. */
  abandon(code: ViolationCode, reason?: string): void {
    this.report(code, this.#offset, reason);
    this.#pass();
  }

  report(code: ViolationCode, offset: number, reason?: string): void {
    this.#emit({ type: 'violation', violation: violation(code, offset, reason) });
  }

  #pass(): void {
    this.#passing = true;
    this.#log(this.#held.take());
  }

  #finishResult(bytes: Buffer, start: number, end: number): void {
    const attempt = this.#read(bytes, start, end);
    this.#hasResult = true;
    if (attempt.ok) {
      this.#emit({ type: 'result', json: attempt.json });
      return;
    }
    const { reason, place } = attempt;
    this.#emit({ type: 'invalid-result', reason, ...(place && { place }) });
    this.#log(bytes);
  }

  #finishInterim(bytes: Buffer, from: number, start: number, end: number): void {
    const attempt = this.#read(bytes, start, end);
    if (attempt.ok) {
      this.#emit({ type: 'interim', json: attempt.json, index: this.#interimCount });
      this.#interimCount += 1;
      return;
    }
    this.report('INVALID_INTERIM', this.#offset, attempt.reason);
    this.#log(bytes.subarray(from, end));
  }

  #read(bytes: Buffer, start: number, end: number): JsonTextAttempt {
    if (this.#passing) return { ok: false, reason: `it is larger than ${this.#max} bytes.` };
    return readJson(bytes, start, end);
  }

  #log(bytes: Buffer): void {
    if (bytes.length > 0) this.#emit({ type: 'log', bytes });
  }
}
