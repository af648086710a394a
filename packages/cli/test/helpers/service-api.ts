import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string;
  readonly authorization: string | undefined;
}

/** What a test makes the server do in place of its answer: an answer of its own, a broken connection, or silence. */
export type Fault =
  | { status: number; body?: string; headers?: Record<string, string> }
  | 'drop'
  | 'drop-in-the-middle'
  | 'say-nothing'
  | undefined;

export interface JobScript {
  /** What the job's status is, question by question; the last one stays. */
  readonly statuses?: readonly string[];
  /** Raw JSON; how many are there grows with the questions. */
  readonly interim?: readonly string[];
  /** Raw JSON, and with which status it is answered. */
  readonly result?: string;
  readonly fault?: ((asked: Asked, count: number) => Fault) | undefined;
}

export interface ServiceApi extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** `METHOD path` of all that was asked. */
  readonly calls: readonly string[];
}

export const jobId = '7e9d5c1e-0000-4000-8000-000000000001';

/** The Service API of one job, by its contract, in plain node:http. */
export async function serviceApi(script: JobScript = {}, prefix = ''): Promise<ServiceApi> {
  const { statuses = ['PENDING', 'RUNNING', 'SUCCEEDED'], interim = [], result, fault } = script;
  const asked: Asked[] = [];
  let polls = 0;
  let cancelled = false;
  const answer = (method: string, path: string): [number, string, Record<string, string>?] => {
    const [at = '', query] = path.split('?');
    const job = (status: string) => JSON.stringify({ id: jobId, status, createdAt: '2026-01-01 00:00:00' });
    const status = cancelled ? 'CANCELLED' : (statuses[Math.min(polls, statuses.length) - 1] ?? 'PENDING');
    if (method === 'POST') return [201, job('PENDING'), { location: `http://elsewhere.invalid/${jobId}` }];
    if (at === `${prefix}/${jobId}`) {
      polls += 1;
      return [200, job(cancelled ? 'CANCELLED' : (statuses[Math.min(polls, statuses.length) - 1] ?? 'PENDING'))];
    }
    if (at === `${prefix}/${jobId}/cancel` && method === 'PUT') {
      cancelled = cancelled || !['SUCCEEDED', 'FAILED'].includes(status);
      return [200, job(cancelled ? 'CANCELLED' : status)];
    }
    if (at === `${prefix}/${jobId}/interim-results`) {
      const there = polls >= statuses.length ? interim : interim.slice(0, polls);
      return [200, query === 'last=true' ? (there.at(-1) ?? '[]') : `[${there.join(', ')}]`];
    }
    if (at === `${prefix}/${jobId}/result` && result !== undefined && polls >= statuses.length) return [200, result];
    return [404, '{"code": "NOT_FOUND", "detail": "There is nothing."}'];
  };
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const one = { method, path: url, body: await text(request), authorization: request.headers.authorization };
    const count = asked.push(one);
    const trouble = fault?.(one, count);
    if (trouble !== undefined) return misbehave(trouble, request, response);
    const [status, body, headers] = answer(method, url);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    asked,
    get calls() {
      return asked.map(({ method, path }) => `${method} ${path.replace(jobId, '{id}')}`);
    },
    [Symbol.asyncDispose]: () => close(server),
  };
}

function misbehave(fault: NonNullable<Fault>, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'drop') request.socket.destroy();
  else if (fault === 'drop-in-the-middle') {
    response.writeHead(200, { 'content-length': '1000' }).write('{"half":');
    setImmediate(() => request.socket.destroy());
  } else if (fault !== 'say-nothing')
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(fault.body ?? '');
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
