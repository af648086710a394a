import type { Place } from './json-place.ts';
import type { JsonText } from './json-text.ts';
import type { Violation } from './violation.ts';

/** Everything that is neither a good interim result nor the result: the bytes as they came, cut anywhere. */
export interface LogEvent {
  readonly type: 'log';
  readonly bytes: Uint8Array;
}

/** `index` counts from 0 in the order of the stream. */
export interface InterimEvent {
  readonly type: 'interim';
  readonly json: JsonText;
  readonly index: number;
}

export interface ResultEvent {
  readonly type: 'result';
  readonly json: JsonText;
}

/** The first complete result is not JSON, not UTF-8 or too large. `place` counts within the result's text. */
export interface InvalidResultEvent {
  readonly type: 'invalid-result';
  readonly reason: string;
  readonly place?: Place;
}

export interface ViolationEvent {
  readonly type: 'violation';
  readonly violation: Violation;
}

/** What an {@link OutputReader} tells; at most one `result` or `invalid-result` per stream. */
export type OutputEvent = LogEvent | InterimEvent | ResultEvent | InvalidResultEvent | ViolationEvent;
