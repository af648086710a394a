import { profileV1 } from '@planqk-service/core';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { HttpError } from './http-errors.ts';

const methods: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Says of every path of the Service API what can be done there, instead of that there was nothing. */
export function refuseOtherMethods(app: FastifyInstance): void {
  for (const [path, endpoints] of Map.groupBy(Object.values(profileV1.endpoints), ({ path }) => path)) {
    const known = endpoints.map(({ method }) => method);
    const allow = known.flatMap((method) => (method === 'GET' ? [method, 'HEAD'] : [method])).join(', ');
    app.route({
      method: methods.filter((method) => !(known as readonly string[]).includes(method)),
      url: path.replace('{id}', ':id'),
      handler: async ({ method }) => {
        throw new HttpError('METHOD_NOT_ALLOWED', { method, allow }, { headers: { allow } });
      },
    });
  }
}
