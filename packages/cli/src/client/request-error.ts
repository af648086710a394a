import { ServiceError } from '@planqk-service/core';
import { showBase } from './address.ts';
import type { Verdict } from './classify-answer.ts';

/** What was asked of whom, for a message. */
export interface RequestContext {
  readonly base: URL;
  readonly method: string;
  readonly url: URL;
  readonly hasToken: boolean;
  /** Of a job that was accepted before. */
  readonly id?: string | undefined;
  /** The command that goes on waiting for it. */
  readonly resume?: string | undefined;
}

type Hopeless = Exclude<Verdict, { kind: 'done' | 'again' | 'missing' }>;

/** The error of the catalogue for what cannot be waited away. */
export function requestError(verdict: Hopeless, context: RequestContext): ServiceError {
  const { base, method, hasToken, id, resume } = context;
  const url = showBase(base);
  const request = `${method} ${context.url.href}`;
  switch (verdict.kind) {
    case 'unreachable':
      return new ServiceError('API_UNREACHABLE', { url, reason: verdict.reason, id, resume });
    case 'uncertain':
      return new ServiceError('SUBMISSION_UNCERTAIN', { url, reason: verdict.reason });
    case 'unauthorized': {
      const { status, detail } = verdict;
      return new ServiceError('API_UNAUTHORIZED', { url, status, detail, hasToken, id, resume });
    }
    case 'invalid-input': {
      const { status, detail, body } = verdict;
      return new ServiceError('INPUT_REFUSED', { url, status, detail, violations: violationsOf(body) });
    }
    case 'refused':
      return new ServiceError('API_REFUSED', { request, status: verdict.status, detail: verdict.detail, id, resume });
    case 'nonsense': {
      const { status, reason } = verdict;
      return new ServiceError('API_ANSWER_INVALID', { request, status, reason, id, resume });
    }
  }
}

interface Violation {
  readonly path: string;
  readonly message: string;
  readonly value?: unknown;
}

/** What `planqk-service serve` tells of an input that it refuses; the platform documents no body for 400. */
function violationsOf(body: unknown): readonly Violation[] {
  const list = (body as { violations?: unknown } | undefined)?.violations;
  if (!Array.isArray(list)) return [];
  return list.filter(({ path, message } = {}) => typeof path === 'string' && typeof message === 'string');
}
