import { isRecord, loadSpec, specTemplate, stringifyWithRawJson } from '@planqk-service/core';
import type { FastifyInstance } from 'fastify';
import type { ServedProject } from '../project/served-project.ts';

/** The project's own specification as JSON, with this server as the one to call. */
export function openapiRoute(app: FastifyInstance, project: () => ServedProject): void {
  app.get('/openapi.json', async (_request, reply) => {
    const { spec, project: served } = project();
    const root = spec?.root ?? loadSpec(specTemplate({ title: served.name })).root ?? {};
    reply.header('content-type', 'application/json; charset=utf-8');
    return stringifyWithRawJson({ ...(isRecord(root) ? root : {}), servers: [{ url: '/' }] });
  });
}
