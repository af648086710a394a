import { ServiceError } from '@planqk-service/core';

/**
 * A whole number of a flag.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseCount(flag: string, text: string, least: number): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= least) return count;
  const reason = `that is no number from ${least} up`;
  throw new ServiceError('FLAG_INVALID', { flag, value: text, reason, example: String(least) });
}
