/** How long a client waits between two questions. */
export interface Backoff {
  readonly startMs: number;
  readonly factor: number;
  readonly capMs: number;
  /** Share of a delay by which it varies, so that many clients do not ask in step: 0.2 is 20 % up or down. */
  readonly jitter: number;
}

/** Our decision: quick for jobs of a second, and no more than twelve questions a minute for jobs of an hour. */
export const pollBackoff: Backoff = { startMs: 250, factor: 1.5, capMs: 5_000, jitter: 0.2 };

/**
 * Milliseconds to wait before the next question.
 *
 * @param attempt how many questions in a row brought nothing new, from 0
 * @param random from 0 to 1
 * @param retryAfterMs what the server asked for; a delay is never shorter
 */
export function nextDelay(attempt: number, random: number, retryAfterMs = 0, backoff: Backoff = pollBackoff): number {
  const { startMs, factor, capMs, jitter } = backoff;
  const plain = Math.min(capMs, startMs * factor ** attempt);
  return Math.max(retryAfterMs, Math.round(plain * (1 + jitter * (2 * random - 1))));
}

/**
 * Milliseconds that a `Retry-After` header asks for: a number of seconds, or a date. Undefined for anything else.
 *
 * Source: RFC 9110, 10.2.3.
 *
 * @param now epoch milliseconds, for dates
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  // Date.parse also takes "1.5" and the like for dates.
  const date = /[a-z]/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
