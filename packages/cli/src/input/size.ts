import { ServiceError } from '@planqk-service/core';

const bytesPer = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 } as const;

/**
 * Bytes of a size such as `500MB`, `1.5 GB` or `4096`; a bare number counts bytes, units are of 1024.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseSize(flag: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?) ?([KMGT]?B)?$/i.exec(text.trim());
  const bytes = Number(match?.[1]) * bytesPer[(match?.[2]?.toUpperCase() ?? 'B') as keyof typeof bytesPer];
  if (Number.isSafeInteger(Math.round(bytes)) && bytes >= 1) return Math.round(bytes);
  const reason = 'that is no size';
  throw new ServiceError('FLAG_INVALID', { flag, value: text, reason, example: '500MB' });
}
