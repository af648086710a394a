import { createRunner } from '@planqk-service/runner';
import { createServer, type Server, type ServerEvent, type ServerOptions } from '../../src/index.ts';
import { projectOf } from './folders.ts';
import { type Probe, ProbeEngine } from './probe.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as a value; undefined where it is no JSON. */
  readonly body: unknown;
}

/** A server on the in-memory engine, and how to talk to it. */
export interface Served extends AsyncDisposable {
  readonly server: Server;
  readonly engine: ProbeEngine;
  readonly dir: string;
  ask(method: string, path: string, init?: RequestInit): Promise<Answer>;
  /** Submits raw JSON text as the body. */
  post(body: string): Promise<Answer>;
  /** Submits what a probe is to do; returns the job's id. */
  submit(probe: Probe): Promise<string>;
  /** Resolves when the job has this status, or is past it; at once when it has been so before. */
  reaches(id: string, status: string): Promise<void>;
}

export interface ServeOptions extends Partial<ServerOptions> {
  readonly files?: Readonly<Record<string, string>>;
  /** Goes on where another server was. */
  readonly dir?: string;
  readonly engine?: never;
  readonly probes?: ProbeEngine;
}

export async function serve({ files, dir, probes, ...options }: ServeOptions = {}): Promise<Served> {
  const folder = dir === undefined ? await projectOf(files) : undefined;
  const path = dir ?? (folder?.path as string);
  const engine = probes ?? new ProbeEngine();
  const runner = await createRunner({ engine });
  const history = new Map<string, string[]>();
  const watchers = new Set<() => void>();
  const onEvent = (event: ServerEvent) => {
    if (event.type === 'job') history.set(event.job.id, [...(history.get(event.job.id) ?? []), event.job.status]);
    for (const watcher of watchers) watcher();
    options.onEvent?.(event);
  };
  const server = await createServer({ graceMs: 0, ...options, project: path, runner, onEvent });
  const ask: Served['ask'] = async (method, target, init = {}) => {
    const response = await fetch(`${server.url}${target}`, { method, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  const post: Served['post'] = (body) => ask('POST', '/', { body, headers: { 'content-type': 'application/json' } });
  return {
    server,
    engine,
    dir: path,
    ask,
    post,
    submit: async (probe) => ((await post(JSON.stringify({ data: probe }))).body as { id: string }).id,
    reaches: (id, status) =>
      new Promise((resolve) => {
        const check = () => {
          if (history.get(id)?.includes(status) !== true) return;
          watchers.delete(check);
          resolve();
        };
        watchers.add(check);
        check();
      }),
    async [Symbol.asyncDispose]() {
      await server.close();
      await runner[Symbol.asyncDispose]();
      await folder?.[Symbol.asyncDispose]();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
