import { ServiceError } from '@planqk-service/core';

const millisecondsPer = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** What a timer can hold; Node fires a longer one at once. */
const longestMs = 2 ** 31 - 1;

/**
 * Milliseconds of a duration such as `90`, `90s`, `500ms`, `1.5m` or `2h`; a bare number counts seconds.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseDuration(flag: string, text: string): number {
  const invalid = (reason: string) => new ServiceError('FLAG_INVALID', { flag, value: text, reason, example: '90s' });
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const value = Number(match?.[1]) * millisecondsPer[(match?.[2] ?? 's') as keyof typeof millisecondsPer];
  if (Number.isNaN(value)) throw invalid('that is no duration');
  if (value === 0) throw invalid('it has to be longer than nothing');
  if (value > longestMs) throw invalid('more than 24 days cannot be waited for');
  return value;
}
