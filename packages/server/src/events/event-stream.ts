import type { FastifyInstance } from 'fastify';
import { HttpError } from '../http/http-errors.ts';
import { jobIdOf } from '../http/job-id.ts';
import { jobSummary } from '../http/job-view.ts';
import type { EventBus, ServerEvent } from './event-bus.ts';

const heartbeatMs = 15_000;
/** Whoever reads so slowly that this much waits for it has to connect again. */
const mostWaitingBytes = 1024 * 1024;
const streamType = 'text/event-stream; charset=utf-8';

interface EventFacts {
  /** Of the image: told first, to whoever was not there when it happened. */
  readonly news: () => ServerEvent | undefined;
  readonly isJob: (id: string) => boolean;
}

/** `/events`: what happens, as server-sent events. `?job=ID` tells of one job only. */
export function eventRoute(
  app: FastifyInstance,
  events: EventBus,
  { news, isJob }: EventFacts,
  closing: AbortSignal,
): void {
  app.get('/events', (request, reply) => {
    const { job } = request.query as { job?: string };
    const only = job === undefined ? undefined : jobIdOf({ ...request, params: { id: job } } as typeof request);
    if (only !== undefined && !isJob(only)) throw new HttpError('JOB_NOT_FOUND', { id: only });
    // The stream has no end, but its headers have.
    if (request.method === 'HEAD') {
      reply.type(streamType).header('cache-control', 'no-store').send('');
      return;
    }
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': streamType,
      'cache-control': 'no-store',
    });
    // Clients know that they are connected when the first bytes are there.
    raw.write(': connected\n\n');
    const before = news();
    if (before !== undefined && only === undefined) raw.write(frame(before));
    const off = events.on((event) => {
      if (only !== undefined && idOf(event) !== only) return;
      raw.write(frame(event));
      if (raw.writableLength > mostWaitingBytes) raw.destroy();
    });
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
    const end = () => {
      off();
      clearInterval(heartbeat);
      closing.removeEventListener('abort', onClosing);
    };
    const onClosing = () => raw.end();
    closing.addEventListener('abort', onClosing, { once: true });
    raw.once('close', end);
  });
}

function idOf(event: ServerEvent): string | undefined {
  if (event.type === 'job') return event.job.id;
  return event.type === 'image' ? undefined : event.id;
}

function frame(event: ServerEvent): string {
  const { type, ...facts } = event;
  const data = event.type === 'job' ? jobSummary(event.job) : facts;
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
