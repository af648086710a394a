import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from './http-errors.ts';

export interface GuardOptions {
  /** What the server listens on. */
  readonly host: string;
  /** Further names that it is known by, without a port. */
  readonly allowHosts: readonly string[];
  /** Origins whose pages may use it, such as `http://localhost:3000`. */
  readonly corsOrigins: readonly string[];
  readonly token: string | undefined;
}

const local = ['localhost', '127.0.0.1', '[::1]'];
const wildcards = ['0.0.0.0', '::', '[::]'];
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);
/**
 * Routes of pages, which hold no data: what they ask for is asked for with the token. Told by the route that was found,
 * as a path can be spelled in many ways.
 */
const open = new Set(['/healthz', '/docs', '/docs/*', '/ui', '/ui/*']);

/**
 * Refuses what must not reach a server on somebody's machine: requests under names that it does not have (DNS
 * rebinding), changes by pages of other origins, and, where a token is demanded, everybody without it.
 */
export function guard(app: FastifyInstance, options: GuardOptions): void {
  const isKnownHost = hostTest(options);
  const isToken = options.token === undefined ? undefined : tokenTest(options.token);

  app.addHook('onRequest', async (request, reply) => {
    const { host } = request.headers;
    if (host === undefined) throw new HttpError('REQUEST_INVALID', { reason: 'it names no host' });
    if (!isKnownHost(host)) throw new HttpError('HOST_REFUSED', { host });

    const { origin } = request.headers;
    const isForeign = origin !== undefined && origin !== `http://${host}`;
    const isAllowed = origin !== undefined && options.corsOrigins.includes(origin);
    if (isAllowed)
      reply
        .header('access-control-allow-origin', origin)
        .header('access-control-expose-headers', 'Location, Retry-After');
    if (options.corsOrigins.length > 0) reply.header('vary', 'Origin');
    if (isAllowed && request.method === 'OPTIONS') {
      return reply
        .headers({
          'access-control-allow-methods': 'GET, POST, PUT',
          'access-control-allow-headers': 'Authorization, Content-Type',
          'access-control-max-age': '600',
        })
        .code(204)
        .send();
    }
    if (!harmless.has(request.method) && !isAllowed && (isForeign || isCrossSite(request)))
      throw new HttpError('ORIGIN_REFUSED', { origin: origin ?? 'another site' });

    if (isToken === undefined || open.has(request.routeOptions.url ?? '')) return undefined;
    const { authorization = '' } = request.headers;
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (token === undefined)
      throw new HttpError('TOKEN_MISSING', undefined, { headers: { 'www-authenticate': 'Bearer' } });
    if (!isToken(token)) throw new HttpError('TOKEN_WRONG', undefined);
    return undefined;
  });
}

/** Names that a request may be sent to. Behind a wildcard, every address is the server's own: only names can be rebound. */
function hostTest({ host, allowHosts }: GuardOptions): (header: string) => boolean {
  const bracketed = isIP(host) === 6 ? `[${host}]` : host;
  const names = new Set([...local, bracketed, ...allowHosts].map((name) => name.toLowerCase()));
  const isWildcard = wildcards.includes(host);
  return (header) => {
    const [, name = ''] = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(header.toLowerCase()) ?? [];
    return names.has(name) || (isWildcard && isIP(name.replace(/^\[|\]$/g, '')) !== 0);
  };
}

function isCrossSite({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

/** In the same time, however much of the token is right. */
function tokenTest(token: string): (given: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(token);
  return (given) => timingSafeEqual(digest(given), expected);
}
