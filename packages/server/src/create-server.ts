import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Project, ServiceError, toolFolder } from '@planqk-service/core';
import {
  type BuildEvent,
  type BuildSettings,
  createRunner,
  type Runner,
  type StartOptions,
} from '@planqk-service/runner';
import { Cleanup } from './cleanup.ts';
import { EventBus, type Listener } from './events/event-bus.ts';
import { checkInput } from './http/check-input.ts';
import { createApp, defaultTimeouts, type Scenario, type Timeouts } from './http/create-app.ts';
import { ensureListenable, listen } from './http/listen.ts';
import { ImageSource } from './image/image-source.ts';
import { attachedHost, detachedHost } from './jobs/execution-host.ts';
import { JobManager } from './jobs/job-manager.ts';
import { type Keep, keepOnly } from './jobs/retention.ts';
import { isDiskFull } from './jobs/run-job.ts';
import { loadServedProject } from './project/served-project.ts';
import { openStore } from './store/open-store.ts';

const defaultBodyBytes = 50_000_000;
const defaultGraceMs = 10_000;

export interface ServerOptions {
  /** The project, or the path of its folder. */
  readonly project: Project | string;
  /** By default one of its own, which ends with the server. */
  readonly runner?: Runner | undefined;
  /** Without a runner: as for `createRunner`. */
  readonly engine?: 'docker' | 'process' | undefined;
  readonly dockerHost?: string | undefined;

  /** Default: 127.0.0.1. */
  readonly host?: string | undefined;
  /** Default: 0, any free port. */
  readonly port?: number | undefined;
  /** Demanded of every request as `Authorization: Bearer`. */
  readonly token?: string | undefined;
  /** Listen on other hosts than this machine without a token. */
  readonly insecure?: boolean | undefined;
  /** Further names that requests may be sent to. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Origins whose pages may use the server. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Bytes of a request's body. Default: 50 MB; the platform accepts 1 MB. */
  readonly bodyLimitBytes?: number | undefined;

  /** How long clients may take to send a request. */
  readonly timeouts?: Partial<Timeouts> | undefined;

  /** Jobs that run at the same time. Default: the processors of this machine. */
  readonly concurrency?: number | undefined;
  readonly jobTimeoutMs?: number | undefined;
  /** Hold what is submitted against the project's specification. Default: true. */
  readonly validate?: boolean | undefined;
  /** Jobs that are over and older are removed. Default: none. */
  readonly keep?: Keep | undefined;
  /** Keep nothing: jobs end with the server and leave no trace. Otherwise they are kept in the project. */
  readonly temporary?: boolean | undefined;
  /** How long running jobs may take when the server is disposed of. Default: 10 s; 0 when `temporary`. */
  readonly graceMs?: number | undefined;

  /** `native`: for this machine's processor instead of the platform's. */
  readonly build?: (BuildSettings & { readonly native?: boolean | undefined }) | undefined;
  readonly start?: Pick<StartOptions, 'env' | 'limits' | 'network' | 'gpu' | 'graceMs'> | undefined;
  /** Tells when the project has changed, so that it is built again. Returns what ends the watching. */
  readonly watch?: ((onChange: () => void) => AsyncDisposable) | undefined;
  readonly scenario?: Scenario | undefined;
  readonly onBuildEvent?: ((event: BuildEvent) => void) | undefined;
  /** Called with everything that happens, as `/events` tells it. */
  readonly onEvent?: Listener | undefined;
  /** Called with what is odd, one sentence each. */
  readonly onWarning?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CloseOptions {
  readonly graceMs?: number | undefined;
  readonly insisted?: AbortSignal | undefined;
}

/** The Service API of a project, listening. Disposing of it is {@link Server.close} with its `graceMs`. */
export interface Server extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly image: string;
  /**
   * Accepts nothing new, waits for running jobs up to `graceMs`, and stops. Jobs that wait or still run go on with the
   * next server of the project, unless it is `temporary` or runs plain processes: those end.
   *
   * @param options `insisted`: aborting it ends the waiting
   * @returns how many still run
   */
  close(options?: CloseOptions): Promise<{ readonly running: number }>;
}

/**
 * Builds a project and serves its Service API, one container for each job.
 *
 * @example
 * await using server = await createServer({ project: './my-service', temporary: true });
 * const response = await fetch(server.url, { method: 'POST', body: new Blob(['{"data": {"n": 1}}']) });
 *
 * @throws ServiceError PROJECT_NOT_FOUND, CONFIG_INVALID, NO_ENGINE, what a build throws; PORT_UNAVAILABLE,
 * TOKEN_REQUIRED, STORE_IN_USE, STORE_NEWER, STORE_UNUSABLE
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { host = '127.0.0.1', token } = options;
  const isLocal = host === 'localhost' || host === '::1' || /^127\./.test(host);
  if (token === undefined && !isLocal && options.insecure !== true) throw new ServiceError('TOKEN_REQUIRED', { host });

  const stack = new Cleanup();
  try {
    return await open(options, stack);
  } catch (error) {
    await stack[Symbol.asyncDispose]();
    throw error;
  }
}

async function open(options: ServerOptions, stack: Cleanup): Promise<Server> {
  const { host = '127.0.0.1', token, temporary = false } = options;
  const dir = typeof options.project === 'string' ? resolve(options.project) : options.project.dir;
  let served = await loadServedProject(dir);
  for (const warning of served.warnings) options.onWarning?.(warning);

  const folder = temporary ? await mkdtemp(join(tmpdir(), 'planqk-service-serve-')) : join(dir, toolFolder);
  if (temporary) stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { store, files, path } = stack.use(openStore(folder));

  const runner = options.runner ?? stack.use(await createRunner(options));
  const { kind, address = kind } = await runner.info();
  const settings = (): StartOptions => ({ ...options.start, project: served.project });
  const executions =
    temporary || kind === 'process' ? attachedHost(runner, settings) : detachedHost(runner, address, path, settings);

  // Processes of a server that was killed run on, and their jobs are about to be told as over.
  const swept = runner.sweep().catch(() => undefined);
  await ensureListenable(host, options.port ?? 0);
  const events = new EventBus();
  if (options.onEvent) events.on(options.onEvent);
  const build = async (signal: AbortSignal) => {
    const loaded = await loadServedProject(dir);
    const { native, ...settings } = options.build ?? {};
    const image = await runner.build(loaded.project, {
      ...settings,
      ...(native && { platform: (await runner.info()).platform }),
      signal,
      onEvent: options.onBuildEvent,
    });
    served = loaded;
    return image;
  };
  const images = await ImageSource.open(build, events, options.signal);
  stack.defer(() => images.close());
  if (options.watch) stack.use(options.watch(() => void images.rebuild()));

  const onBug = (error: unknown) =>
    options.onWarning?.(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const onTrouble = (id: string, error: unknown) =>
    isDiskFull(error) ? options.onWarning?.(`The disk is full: job ${id} waits for room.`) : onBug(error);
  const concurrency = options.concurrency ?? availableParallelism();
  const jobs = new JobManager(
    { store, files, events, host: executions, images, now: Date.now, onTrouble, timeoutMs: options.jobTimeoutMs },
    concurrency,
  );
  await swept;
  for (const [engine, count] of await jobs.recover())
    options.onWarning?.(
      `${count === 1 ? '1 job was' : `${count} jobs were`} started on ${engine}, and not on the engine of this server: UNKNOWN until a server uses that one again.`,
    );
  if (options.keep) stack.use(keepOnly(options.keep, store, files));

  const closing = new AbortController();
  const app = createApp(
    {
      store,
      files,
      jobs,
      events,
      project: () => served,
      image: () => images.current(),
      imageNews: () => images.news,
      engine: () => runner.info(),
      checkInput: async (input) => {
        if (options.validate !== false && served.spec) await checkInput(served.spec, input);
      },
      limits: {
        bodyBytes: options.bodyLimitBytes ?? defaultBodyBytes,
        concurrency,
        jobTimeoutMs: options.jobTimeoutMs ?? null,
      },
    },
    {
      host,
      token,
      allowHosts: options.allowHosts ?? [],
      corsOrigins: options.corsOrigins ?? [],
      timeouts: { ...defaultTimeouts, ...options.timeouts },
      scenario: options.scenario,
      closing: closing.signal,
      onBug,
    },
  );
  stack.defer(() => app.close());
  const { url, port } = await listen(app, host, options.port ?? 0);

  let closed: Promise<{ running: number }> | undefined;
  const close = async (graceMs: number, insisted: AbortSignal) => {
    const running = await jobs.close(graceMs, insisted);
    closing.abort();
    await stack[Symbol.asyncDispose]();
    return { running };
  };
  const graceMs = options.graceMs ?? (temporary ? 0 : defaultGraceMs);
  const server: Server = {
    url,
    port,
    image: images.current().reference,
    close: (how = {}) => {
      closed ??= close(how.graceMs ?? graceMs, how.insisted ?? new AbortController().signal);
      return closed;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
    },
  };
  return server;
}
