import type { FastifyInstance } from 'fastify';
import { jobIdOf } from '../http/job-id.ts';
import { jobSummary } from '../http/job-view.ts';
import type { EventBus, ServerEvent } from './event-bus.ts';

const heartbeatMs = 15_000;
/** Whoever reads so slowly that this much waits for it has to connect again. */
const mostWaitingBytes = 1024 * 1024;

/**
 * `/events`: what happens, as server-sent events. `?job=ID` tells of one job only.
 *
 * @param news of the image: told first, to whoever was not there when it happened
 */
export function eventRoute(
  app: FastifyInstance,
  events: EventBus,
  news: () => ServerEvent | undefined,
  closing: AbortSignal,
): void {
  app.get('/events', (request, reply) => {
    const { job } = request.query as { job?: string };
    const only = job === undefined ? undefined : jobIdOf({ ...request, params: { id: job } } as typeof request);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
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
