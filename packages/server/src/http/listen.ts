import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import { ServiceError } from '@planqk-service/core';
import type { FastifyInstance } from 'fastify';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'ports below 1024 are for administrators',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
};

/**
 * Begins to listen.
 *
 * @returns the address that it can be reached at from this machine
 * @throws ServiceError PORT_UNAVAILABLE
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<{ url: string; port: number }> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new ServiceError('PORT_UNAVAILABLE', { host, port, reason: reasons[code] ?? message }, { cause: error });
  }
  const { port: actual } = app.server.address() as AddressInfo;
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return { url: `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${actual}`, port: actual };
}
