import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { Metrics } from '../metrics/metrics.ts';
import type { HttpWorld } from './http-world.ts';

/** For those who watch over the server: `/healthz` and `/metrics`. */
export function statusRoutes(app: FastifyInstance, { engine, jobs, store, events, project }: HttpWorld): void {
  const metrics = new Metrics(events);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };

  app.get('/healthz', async (_request, reply) => {
    const info = await engine().catch(() => undefined);
    const status = jobs.draining ? 'stopping' : info === undefined ? 'engine lost' : 'ok';
    return reply.code(status === 'ok' ? 200 : 503).send({ status, engine: info?.name ?? null });
  });

  app.get('/metrics', async (_request, reply) => {
    const engineUp = await engine().then(
      () => true,
      () => false,
    );
    reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    return metrics.text({
      jobs: store.counts(),
      waiting: jobs.waitingCount,
      engineUp,
      version,
      service: project().project.name,
    });
  });
}
