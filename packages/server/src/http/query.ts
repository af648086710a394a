import type { FastifyRequest } from 'fastify';
import { HttpError } from './http-errors.ts';

/**
 * A whole number of the query.
 *
 * @throws HttpError QUERY_INVALID
 */
export function integerOf<Fallback extends number | undefined>(
  { query }: FastifyRequest,
  name: string,
  { fallback, from, to }: { readonly fallback: Fallback; readonly from: number; readonly to: number },
): number | Fallback {
  const text = (query as Readonly<Record<string, unknown>>)[name];
  if (text === undefined) return fallback;
  const value = typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw new HttpError('QUERY_INVALID', { reason: `"${name}" has to be a whole number from ${from} to ${to}.` });
}

/**
 * One of several words, where the query has any.
 *
 * @throws HttpError QUERY_INVALID
 */
export function oneOf<Word extends string>(
  { query }: FastifyRequest,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = (query as Readonly<Record<string, unknown>>)[name];
  const found = words.find((word) => word === text);
  if (text === undefined || found !== undefined) return found;
  throw new HttpError('QUERY_INVALID', { reason: `"${name}" has to be one of ${words.join(', ')}.` });
}
