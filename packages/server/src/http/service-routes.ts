import { createReadStream } from 'node:fs';
import { type Endpoint, isFinal, profileV1 } from '@planqk-service/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Job } from '../jobs/job.ts';
import { isDiskFull } from '../jobs/run-job.ts';
import { interimArray, lastInterim } from '../store/interim-file.ts';
import { HttpError } from './http-errors.ts';
import type { HttpWorld } from './http-world.ts';
import { jobIdOf } from './job-id.ts';
import { apiJob } from './job-view.ts';
import { readBody } from './read-body.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const jsonType = 'application/json; charset=utf-8';

/** The six operations of the Service API. Source: PlanQK documentation, Service API. */
export function serviceRoutes(app: FastifyInstance, world: HttpWorld): void {
  const { endpoints } = profileV1;
  const add = ({ method, path }: Endpoint, handler: Handler) =>
    app.route({ method, url: path.replace('{id}', ':id'), handler });
  const jobOf = (request: FastifyRequest): Job => {
    const id = jobIdOf(request);
    const job = world.store.get(id);
    if (job === undefined) throw new HttpError('JOB_NOT_FOUND', { id });
    return job;
  };

  add(endpoints.health, async () => ({ status: 'Service is up and running' }));

  add(endpoints.createJob, async (request, reply) => {
    if (world.jobs.draining) throw new HttpError('STOPPING', undefined, { headers: { 'retry-after': '5' } });
    const input = readBody(request);
    await world.checkInput(input);
    const job = await world.jobs.submit(input).catch((error: unknown) => {
      throw isDiskFull(error) ? new HttpError('DISK_FULL', undefined) : error;
    });
    const location = `http://${request.headers.host}${endpoints.getJob.path.replace('{id}', job.id)}`;
    return reply.code(201).header('location', location).send(apiJob(job));
  });

  add(endpoints.getJob, async (request) => apiJob(jobOf(request)));

  add(endpoints.getResult, async (request, reply) => {
    const job = jobOf(request);
    if (job.resultBytes === undefined || job.status === 'CANCELLED')
      throw new HttpError('NO_RESULT', { reason: whyNoResult(job) });
    reply.header('content-type', jsonType).header('content-length', job.resultBytes);
    return reply.send(createReadStream(world.files.resultPath(job.id)));
  });

  add(endpoints.getInterimResults, async (request, reply) => {
    const { id } = jobOf(request);
    const path = world.files.interimPath(id);
    reply.header('content-type', jsonType);
    if (!wantsLast(request)) return reply.send(interimArray(path));
    return reply.send((await lastInterim(path)) ?? Buffer.from('[]'));
  });

  add(endpoints.cancelJob, async (request) => apiJob(world.jobs.cancel(jobOf(request).id) as Job));
}

function whyNoResult({ status, error }: Job): string {
  if (status === 'CANCELLED') return 'the job was cancelled';
  if (!isFinal(status)) return `the job is ${status}`;
  return error === undefined ? 'the service has printed none' : error.detail;
}

/** @throws HttpError QUERY_INVALID */
function wantsLast({ query }: FastifyRequest): boolean {
  const { last = 'false' } = query as { last?: string | string[] };
  if (last !== 'true' && last !== 'false')
    throw new HttpError('QUERY_INVALID', { reason: `"last" has to be true or false, not ${JSON.stringify(last)}.` });
  return last === 'true';
}
