import { JsonText } from '@planqk-service/core';
import type { Operation } from './address.ts';
import type { Answer, Silence } from './exchange.ts';

/** What an exchange means for whoever asked. */
export type Verdict =
  | { readonly kind: 'done'; readonly json: JsonText }
  /** It may be asked again: the server has not done it, or doing it twice does no harm. */
  | { readonly kind: 'again'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  /** It cannot be reached at all; worth repeating only when it was there before. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** A job may have been created, or not. */
  | { readonly kind: 'uncertain'; readonly reason: string }
  | { readonly kind: 'unauthorized'; readonly status: number; readonly detail: string }
  | { readonly kind: 'missing'; readonly code: string; readonly detail: string }
  | { readonly kind: 'invalid-input'; readonly status: number; readonly detail: string; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }
  | { readonly kind: 'nonsense'; readonly status: number; readonly reason: string };

/** Too early, too often, or too busy: the server says that it has not looked at the request. */
const notNow: ReadonlySet<number> = new Set([408, 425, 429, 503]);
/** The server cannot do it, now or later. */
const never: ReadonlySet<number> = new Set([501, 505, 507, 508]);

/**
 * What an answer, or its lack, means. A POST creates a job and the API knows no key to recognise a repetition by, so
 * it may be repeated only when the server says that it has not looked at it; everything else may be repeated at will.
 *
 * Our decision: 503 counts as "not looked at", as 429 does; 500, 502 and 504 leave open what became of a POST.
 */
export function classifyAnswer(operation: Operation, answer: Answer | Silence): Verdict {
  const creates = operation === 'createJob';
  if (answer.kind === 'silence') {
    const { mayHaveArrived, reason } = answer;
    if (!mayHaveArrived) return { kind: 'unreachable', reason };
    return creates ? { kind: 'uncertain', reason } : { kind: 'again', reason };
  }
  const { status, text, retryAfterMs } = answer;
  if (status >= 200 && status < 300) {
    const verdict = classifyBody(status, text);
    // Whatever the body is, there may be a job now.
    if (!creates || verdict.kind === 'done') return verdict;
    return { kind: 'uncertain', reason: `it answered ${status} without telling the job's id` };
  }
  const { code, detail, body } = readError(text);
  const reason = `it answered ${status}${detail === '' ? '' : ` (${detail})`}`;
  if (notNow.has(status)) return { kind: 'again', reason, retryAfterMs };
  if (status >= 500 && !never.has(status))
    return creates ? { kind: 'uncertain', reason } : { kind: 'again', reason, retryAfterMs };
  if (status === 401 || status === 403)
    return { kind: 'unauthorized', status, detail: detail || 'no reason was given' };
  if (status === 404 && !creates) return { kind: 'missing', code, detail };
  if (creates && (status === 400 || status === 413 || status === 422))
    return { kind: 'invalid-input', status, detail: detail || 'no reason was given', body };
  return { kind: 'refused', status, detail: detail || 'no reason was given' };
}

function classifyBody(status: number, text: string): Extract<Verdict, { kind: 'done' | 'nonsense' }> {
  const attempt = JsonText.try(text);
  if (attempt.ok) return { kind: 'done', json: attempt.json };
  const looksLikePage = /^\s*<(!doctype|html)/i.test(text);
  return { kind: 'nonsense', status, reason: looksLikePage ? 'it is a web page' : 'the body is not JSON' };
}

/** `{code, detail}` of an error's body, as far as it has them; gateways answer with other shapes, or pages. */
function readError(text: string): { code: string; detail: string; body: unknown } {
  const attempt = JsonText.try(text);
  const body = attempt.ok ? attempt.json.parse() : undefined;
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const said = [fields['detail'], fields['message'], fields['error']].find((part) => typeof part === 'string');
  const code = typeof fields['code'] === 'string' ? fields['code'] : '';
  return { code, detail: ((said as string | undefined) ?? code).replace(/\.$/, ''), body };
}
