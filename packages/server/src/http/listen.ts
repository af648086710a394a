import { once } from 'node:events';
import { type AddressInfo, createServer, isIP } from 'node:net';
import { ServiceError } from '@planqk-service/core';
import type { FastifyInstance } from 'fastify';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'ports below 1024 are for administrators',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
};

/**
 * Tries whether a server could listen: nobody wants to know after the build.
 *
 * @throws ServiceError PORT_UNAVAILABLE
 */
export async function ensureListenable(host: string, port: number): Promise<void> {
  const probe = createServer().listen({ host, port });
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw unavailable(error, host, port);
  }
  probe.close();
  await once(probe, 'close');
}

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
    throw unavailable(error, host, port);
  }
  const { port: actual } = app.server.address() as AddressInfo;
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return { url: `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${actual}`, port: actual };
}

function unavailable(error: unknown, host: string, port: number): ServiceError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new ServiceError('PORT_UNAVAILABLE', { host, port, reason: reasons[code] ?? message }, { cause: error });
}
