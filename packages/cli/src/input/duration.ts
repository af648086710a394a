import { ServiceError } from '@planqk-service/core';

const millisecondsPer = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/**
 * Milliseconds of a duration such as `90`, `90s`, `500ms`, `1.5m` or `2h`; a bare number counts seconds.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseDuration(flag: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const value = Number(match?.[1]) * millisecondsPer[(match?.[2] ?? 's') as keyof typeof millisecondsPer];
  if (!(value > 0))
    throw new ServiceError('FLAG_INVALID', { flag, value: text, reason: 'it is no duration', example: '90s' });
  return value;
}
