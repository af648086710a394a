import type { FastifyInstance } from 'fastify';
import type { HttpWorld } from './http-world.ts';

/** For those who watch over the server: `/healthz`. */
export function statusRoutes(app: FastifyInstance, { engine, jobs }: HttpWorld): void {
  app.get('/healthz', async (_request, reply) => {
    const info = await engine().catch(() => undefined);
    const status = jobs.draining ? 'stopping' : info === undefined ? 'engine lost' : 'ok';
    const body = { status, engine: info === undefined ? null : { name: info.name, version: info.version } };
    return reply.code(status === 'ok' ? 200 : 503).send(body);
  });
}
