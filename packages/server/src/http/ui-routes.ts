import { Readable } from 'node:stream';
import { isFinal, type JobStatus, JsonText, profileV1, stringifyWithRawJson } from '@planqk-service/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Job } from '../jobs/job.ts';
import { type InterimPage, interimPage } from '../store/interim-file.ts';
import { rawLog, readLog } from '../store/log-reader.ts';
import { HttpError } from './http-errors.ts';
import type { HttpWorld } from './http-world.ts';
import { jobIdOf } from './job-id.ts';
import { jobDetails, jobSummary } from './job-view.ts';
import { ownSchemas } from './own-schemas.ts';
import { integerOf, oneOf } from './query.ts';

const jsonType = 'application/json; charset=utf-8';
const mostJobs = 500;
const mostLines = 5_000;

/** What the page asks for beyond the Service API, below `/ui/api`. */
export function uiRoutes(app: FastifyInstance, world: HttpWorld): void {
  const { store, files, jobs } = world;
  const jobOf = (request: FastifyRequest): Job => {
    const id = jobIdOf(request);
    const job = store.get(id);
    if (job === undefined) throw new HttpError('JOB_NOT_FOUND', { id });
    return job;
  };

  app.get('/ui/api/project', async (_request, reply) => {
    const { project, spec, sample } = world.project();
    const [engine, image] = [await world.engine().catch(() => null), world.image()];
    const { description } = (spec?.root?.['info'] ?? {}) as { description?: unknown };
    reply.header('content-type', jsonType);
    return stringifyWithRawJson({
      name: project.name,
      ...(typeof description === 'string' && { description }),
      image: image.reference,
      engine: engine === null ? 'not reachable' : engine.name,
      sample,
      schemas: ownSchemas(spec?.root),
      limits: world.limits,
    });
  });

  app.get('/ui/api/jobs', async (request) => {
    const limit = integerOf(request, 'limit', { fallback: 50, from: 1, to: mostJobs });
    const before = integerOf(request, 'before', { fallback: undefined, from: 1, to: Number.MAX_SAFE_INTEGER });
    const status = oneOf<JobStatus>(request, 'status', profileV1.statuses);
    const found = store.list({ limit, before, status });
    const last = found.length === limit ? found.at(-1) : undefined;
    return { jobs: found.map(jobSummary), next: last === undefined ? null : String(last.seq), counts: store.counts() };
  });

  app.get('/ui/api/jobs/:id', async (request) => {
    const job = jobOf(request);
    const logBytes = await files.size(files.logPath(job.id));
    return jobDetails(job, world.image().reference, logBytes, jobs.queuePosition(job.id));
  });

  app.get('/ui/api/jobs/:id/input', async (request, reply) => {
    const { id } = jobOf(request);
    const { data, params } = await files.input(id).catch(() => {
      throw new HttpError('NO_INPUT', { id });
    });
    reply.header('content-type', jsonType);
    return stringifyWithRawJson({ data: JsonText.from(data, 'data'), params: JsonText.from(params, 'params') });
  });

  app.get('/ui/api/jobs/:id/interim', async (request, reply) => {
    const from = integerOf(request, 'from', { fallback: 0, from: 0, to: Number.MAX_SAFE_INTEGER });
    // Asked before the file is read: of a job that is over, nothing follows.
    const { id, status } = jobOf(request);
    const page = await interimPage(files.interimPath(id), from);
    if (page === undefined)
      throw new HttpError('QUERY_INVALID', { reason: `No interim result begins at ${from}, which is "from".` });
    reply.header('content-type', jsonType);
    return reply.send(Readable.from(interimAnswer(page, isFinal(status)), { objectMode: false }));
  });

  app.get('/ui/api/jobs/:id/log', async (request) => {
    const limit = integerOf(request, 'limit', { fallback: 1_000, from: 1, to: mostLines });
    const from = integerOf(request, 'from', { fallback: 0, from: 0, to: Number.MAX_SAFE_INTEGER });
    // Asked before the log is read: of a job that is over, nothing follows.
    const isOver = isFinal(jobOf(request).status);
    const { lines, next, atEnd } = await readLog(files.logPath(jobIdOf(request)), from, limit);
    return { lines, next: String(next), complete: isOver && atEnd };
  });

  app.get('/ui/api/jobs/:id/log/raw', async (request, reply) => {
    const { id } = jobOf(request);
    reply.header('content-type', 'text/plain; charset=utf-8');
    // The name of the file is the page's business: one that stands here would win.
    reply.header('content-disposition', 'attachment');
    const path = files.logPath(id);
    return reply.send((await files.size(path)) === 0 ? '' : rawLog(path));
  });
}

/** `next` and `complete` stand behind the results, which may be long. */
async function* interimAnswer({ array, next, atEnd }: InterimPage, isOver: boolean): AsyncGenerator<Buffer> {
  yield Buffer.from('{"results":');
  yield* array;
  yield Buffer.from(`,"next":"${next}","complete":${isOver && atEnd}}`);
}
