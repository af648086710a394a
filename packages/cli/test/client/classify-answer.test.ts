import { describe, expect, test } from 'vitest';
import type { Operation } from '../../src/client/address.ts';
import { classifyAnswer } from '../../src/client/classify-answer.ts';
import type { Answer, Silence } from '../../src/client/exchange.ts';

const answer = (status: number, text = '', retryAfterMs?: number): Answer => ({
  kind: 'answer',
  status,
  text,
  location: null,
  retryAfterMs,
});
const silence = (mayHaveArrived: boolean): Silence => ({ kind: 'silence', mayHaveArrived, reason: 'gone' });

describe('an answer', () => {
  test.each<[Operation, number, string, string]>([
    ['createJob', 201, '{}', 'done'],
    ['createJob', 201, '<html>', 'uncertain'],
    ['createJob', 400, '{"detail": "x"}', 'invalid-input'],
    ['createJob', 413, '', 'invalid-input'],
    ['createJob', 422, '', 'invalid-input'],
    ['createJob', 401, '', 'unauthorized'],
    ['createJob', 403, '', 'unauthorized'],
    ['createJob', 404, '', 'refused'],
    ['createJob', 405, '', 'refused'],
    ['createJob', 507, '', 'refused'],
    // The server says that it has not looked at the request, so nothing runs twice.
    ['createJob', 408, '', 'again'],
    ['createJob', 429, '', 'again'],
    ['createJob', 503, '', 'again'],
    // A gateway knows as little as we do of what became of it.
    ['createJob', 500, '', 'uncertain'],
    ['createJob', 502, '', 'uncertain'],
    ['createJob', 504, '', 'uncertain'],
    ['getJob', 200, '{}', 'done'],
    ['getJob', 200, '<!DOCTYPE html>', 'nonsense'],
    ['getJob', 200, 'x', 'nonsense'],
    ['getJob', 401, '', 'unauthorized'],
    ['getJob', 404, '', 'missing'],
    ['getJob', 410, '', 'refused'],
    ['getJob', 425, '', 'again'],
    ['getJob', 429, '', 'again'],
    ['getJob', 500, '<html>', 'again'],
    ['getJob', 501, '', 'refused'],
    ['getJob', 502, '', 'again'],
    ['getResult', 404, '{"code": "NO_RESULT"}', 'missing'],
    ['cancelJob', 500, '', 'again'],
    ['cancelJob', 400, '', 'refused'],
  ])('to %s with %i %s means %s', (operation, status, text, kind) => {
    expect(classifyAnswer(operation, answer(status, text)).kind).toBe(kind);
  });

  test('carries what the server asks for and says', () => {
    expect(classifyAnswer('getJob', answer(429, '{"code": "BUSY", "detail": "Too many."}', 2_000))).toEqual({
      kind: 'again',
      reason: 'it answered 429 (Too many)',
      retryAfterMs: 2_000,
    });
    expect(classifyAnswer('getJob', answer(403, '{"message": "Go away"}'))).toMatchObject({ detail: 'Go away' });
    expect(classifyAnswer('getJob', answer(403, '[1]'))).toMatchObject({ detail: 'no reason was given' });
  });

  test('keeps the text of its JSON', () => {
    const verdict = classifyAnswer('getResult', answer(200, '{"n": 9007199254740993, "n": 1.0}'));
    expect(verdict).toMatchObject({ json: { text: '{"n": 9007199254740993, "n": 1.0}' } });
  });
});

describe('no answer', () => {
  test.each<[Operation, boolean, string]>([
    ['createJob', false, 'unreachable'],
    ['createJob', true, 'uncertain'],
    ['getJob', false, 'unreachable'],
    ['getJob', true, 'again'],
    ['cancelJob', true, 'again'],
  ])('to %s that may have arrived (%s) means %s', (operation, mayHaveArrived, kind) => {
    expect(classifyAnswer(operation, silence(mayHaveArrived))).toMatchObject({ kind, reason: 'gone' });
  });
});
