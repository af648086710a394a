import type { FastifyRequest } from 'fastify';
import { HttpError } from './http-errors.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The job that a path names. Only what can be an id goes on to the store and the file system.
 *
 * @throws HttpError JOB_NOT_FOUND
 */
export function jobIdOf({ params }: FastifyRequest): string {
  const { id } = params as { id: string };
  if (!uuid.test(id)) throw new HttpError('JOB_NOT_FOUND', { id });
  return id;
}
