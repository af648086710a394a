import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ServerEvent } from '../../src/api/types.ts';
import { StandInJob } from './job.ts';
import { project } from './project.ts';

const page = fileURLToPath(new URL('../../../dist/ui/', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface StandInOptions {
  readonly port?: number;
  readonly token?: string;
  /** What becomes of a job that was submitted. */
  readonly onJob?: (job: StandInJob) => void;
  /** Jobs that are there from the start, newest first. */
  readonly jobs?: StandInJob[];
}

/** Speaks the server's API for the page, so that tests can have any fault and any amount of data on demand. */
export async function startStandIn({ port = 0, token, onJob, jobs = [] }: StandInOptions = {}) {
  const streams = new Set<ServerResponse>();
  const tell = (event: ServerEvent) => {
    const { type, ...rest } = event;
    const data = JSON.stringify(event.type === 'job' ? event.job : rest);
    for (const stream of streams) stream.write(`event: ${type}\ndata: ${data}\n\n`);
  };
  const bodies: string[] = [];
  const told: number[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const json = (status: number, body: unknown, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (url.pathname === '/ui' || (url.pathname.startsWith('/ui/') && !url.pathname.startsWith('/ui/api/'))) {
      const file = join(page, url.pathname.slice('/ui/'.length) || 'index.html');
      if (!existsSync(file)) return json(404, { code: 'NOT_FOUND', detail: 'no such file' });
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'text/plain',
        'Content-Security-Policy': policy,
      });
      response.end(readFileSync(file));
      return;
    }
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
      return json(401, { code: 'UNAUTHORIZED', detail: 'A token is needed.' });
    if (url.pathname === '/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(': hello\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    if (url.pathname === '/ui/api/project') return json(200, project);
    if (url.pathname === '/ui/api/jobs') return json(200, pageOf(jobs, url.searchParams));
    if (url.pathname === '/' && request.method === 'POST') {
      const body = await text(request);
      bodies.push(body);
      const job = new StandInJob(body, tell);
      jobs.unshift(job);
      onJob?.(job);
      return json(
        201,
        { id: job.id, status: 'PENDING', createdAt: job.summary().createdAt },
        { Location: `/${job.id}` },
      );
    }
    const [, id, part, more] = url.pathname.replace(/^\/ui\/api\/jobs/, '').split('/');
    const job = jobs.find((one) => one.id === id);
    if (job === undefined) return json(404, { code: 'JOB_NOT_FOUND', detail: `There is no job ${id}.` });
    if (part === undefined) return json(200, job.details());
    if (part === 'input') return json(200, job.body);
    if (part === 'log' && more === 'raw') {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      return void response.end(job.log.map((line) => `${line.text}\n`).join(''));
    }
    if (part === 'log') {
      const from = Number(url.searchParams.get('from') ?? 0);
      const lines = job.log.slice(from, from + Number(url.searchParams.get('limit')));
      const next = from + lines.length;
      return json(200, { lines, next: String(next), complete: job.final && next === job.log.length });
    }
    if (part === 'interim') {
      const from = Number(url.searchParams.get('from') ?? 0);
      const results = job.interim.slice(from, from + 1_000);
      const next = from + results.length;
      told.push(results.length);
      return json(
        200,
        `{"results":[${results.join(',')}],"next":"${next}","complete":${job.final && next === job.interim.length}}`,
      );
    }
    if (part === 'cancel') {
      job.become('CANCELLED');
      return json(200, job.summary());
    }
    if (part === 'result' && job.result !== undefined) return json(200, job.result);
    return json(404, { code: 'RESULT_NOT_FOUND', detail: 'There is no result.' });
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}`,
    port: actual,
    jobs,
    /** Bodies of the jobs that were submitted. */
    bodies,
    /** How many interim results each answer had. */
    interimTold: told,
    tell,
    add(body: string, createdAtMs?: number): StandInJob {
      const job = new StandInJob(body, tell, createdAtMs);
      jobs.unshift(job);
      return job;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pageOf(jobs: readonly StandInJob[], query: URLSearchParams) {
  const status = query.get('status');
  const wanted = jobs.filter((job) => status === null || job.status === status);
  const from = Number(query.get('before') ?? 0);
  const to = from + Number(query.get('limit') ?? 50);
  const counts: Record<string, number> = {};
  for (const job of jobs) counts[job.status] = (counts[job.status] ?? 0) + 1;
  const page = wanted.slice(from, to).map((job) => job.summary());
  return { jobs: page, next: to < wanted.length ? String(to) : null, counts };
}

export type StandIn = Awaited<ReturnType<typeof startStandIn>>;
