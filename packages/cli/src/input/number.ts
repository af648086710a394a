import { ServiceError } from '@planqk-service/core';

/**
 * A whole number within bounds.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseWhole(flag: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  const reason = `it has to be a whole number from ${from} to ${to}`;
  throw new ServiceError('FLAG_INVALID', { flag, value: text, reason, example: String(from) });
}
