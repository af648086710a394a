import { ServiceError } from '@planqk-service/core/errors';

/** The formats of starter.json that are understood, oldest first. */
const known = ['planqk-service/starter/v1'] as const;

const shape = /^planqk-service\/starter\/v(\d+)$/;

/**
 * Looks at the `apiVersion` of a starter.json before anything else: the rest of a newer one may look wrong here and
 * be right. What is no version at all is left to the schema.
 *
 * @throws ServiceError `STARTER_API_VERSION`
 */
export function checkApiVersion(value: unknown, starter: string): void {
  const found = (value as { apiVersion?: unknown } | null | undefined)?.apiVersion;
  const generation = typeof found === 'string' ? shape.exec(found)?.[1] : undefined;
  if (typeof found !== 'string' || generation === undefined || (known as readonly string[]).includes(found)) return;
  throw new ServiceError('STARTER_API_VERSION', { starter, found, known, newer: Number(generation) > known.length });
}
