import { ServiceError } from '@planqk-service/core';
import type { Keep } from '@planqk-service/server';
import { parseDuration } from './duration.ts';

const daysInHours = 24;

/**
 * How much is kept: a number of jobs such as `1000`, or an age such as `90m`, `12h` or `7d`.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseKeep(flag: string, text: string): Keep {
  if (/^\d+$/.test(text)) return { count: Number(text) };
  const days = /^(\d+(?:\.\d+)?)d$/.exec(text)?.[1];
  try {
    if (days === undefined) return { ageMs: parseDuration(flag, text) };
    // A day may be longer than a timer can hold, which bounds other durations.
    const ageMs = Number(days) * daysInHours * parseDuration(flag, '1h');
    if (ageMs > 0) return { ageMs };
    throw new Error('An age is longer than nothing.');
  } catch (error) {
    const reason = 'it is neither a number of jobs nor an age';
    throw new ServiceError('FLAG_INVALID', { flag, value: text, reason, example: '7d' }, { cause: error });
  }
}
