import { existsSync, readFileSync } from 'node:fs';
import { Agent, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { addAbortSignal, type Duplex, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import Docker from 'dockerode';
import type { Endpoint } from './endpoint.ts';

const pingTimeoutMs = 5_000;

/**
 * Where no server is named, which only TLS asks for, Node looks whether the host is an IP address, by regular expressions
 * that take 5 ms to compile.
 */
const socketOptions = { keepAlive: true, servername: '' };
/** docker-modem draws up a picture of everything that it sends for its log, which nobody reads: of this a short one. */
const socketAgent = Object.assign(new Agent(socketOptions), { [inspect.custom]: () => 'Agent' });

/**
 * What these tools ask of the Docker Engine API, in their own words. This is the only file that knows dockerode; its
 * errors pass through with `statusCode` where the engine answered.
 */
export interface DockerClient {
  /** Whether an engine answers, and which: they differ in what may go on at the same time. */
  ping(): Promise<{ readonly podman: boolean }>;
  version(): Promise<Docker.DockerVersion>;
  info(): Promise<{ NCPU: number; MemTotal: number; Driver: string; DockerRootDir: string }>;
  inspectImage(reference: string): Promise<ImageDetails | undefined>;
  removeImage(id: string): Promise<void>;
  build(context: Readable, options: BuildRequest): Promise<Readable>;
  createContainer(body: Docker.ContainerCreateOptions, query: CreateQuery): Promise<string>;
  inspectContainer(id: string): Promise<ContainerDetails | undefined>;
  /** @param path an existing folder of the container */
  putArchive(id: string, tar: Buffer, path: string): Promise<void>;
  attach(id: string): Promise<Duplex>;
  start(id: string): Promise<void>;
  /** What the engine has kept of the output: frames as of an attached stream, each one entry of the log. */
  logs(id: string, options: { readonly follow: boolean; readonly timestamps: boolean }): Promise<Readable>;
  wait(id: string, signal?: AbortSignal): Promise<number>;
  /** What happens to one container from now on, as JSON lines. */
  events(id: string): Promise<IncomingMessage>;
  stats(id: string, signal?: AbortSignal): Promise<Docker.ContainerStats>;
  stop(id: string, graceSeconds: number): Promise<void>;
  kill(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  listByLabel(label: string): Promise<ListedContainer[]>;
}

export interface CreateQuery {
  readonly platform?: string | undefined;
  readonly name?: string | undefined;
}

export interface ListedContainer {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Such as `created`, `running` or `exited`. */
  readonly state: string;
}

export interface ContainerDetails {
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly StartedAt: string;
    readonly FinishedAt: string;
  };
  readonly Config: Pick<ImageDetails['Config'], 'Entrypoint' | 'Cmd'>;
  readonly HostConfig: { readonly LogConfig: { readonly Type: string } };
}

export interface ImageDetails {
  readonly Id: string;
  readonly Os: string;
  readonly Architecture: string;
  readonly Size: number;
  readonly RepoTags: readonly string[] | null;
  readonly Config: {
    readonly Labels: Readonly<Record<string, string>> | null;
    readonly Volumes?: Readonly<Record<string, unknown>> | null;
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
  };
}

interface WaitAnswer {
  readonly StatusCode: number;
  readonly Error?: { readonly Message: string } | null;
}

export interface BuildRequest {
  readonly tag: string;
  readonly platform: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly noCache: boolean;
  readonly buildKit: boolean;
  readonly signal: AbortSignal;
}

export function openDocker(endpoint: Endpoint): DockerClient {
  const docker = new Docker(toOptions(endpoint));
  const container = (id: string) => docker.getContainer(id);
  // dockerode puts names into paths as they are.
  const image = (reference: string) => docker.getImage(reference.split('/').map(encodeURIComponent).join('/'));
  return {
    ping: async () => {
      const answer = await dial<IncomingMessage>(docker, {
        path: '/_ping',
        method: 'GET',
        isStream: true,
        abortSignal: AbortSignal.timeout(pingTimeoutMs),
        statusCodes: { 200: true, 500: 'server error' },
      });
      answer.resume();
      return { podman: answer.headers['libpod-api-version'] !== undefined };
    },
    version: () => docker.version(),
    info: () => docker.info(),
    inspectImage: (reference) => orUndefined(image(reference).inspect() as Promise<ImageDetails>),
    removeImage: async (id) => void (await image(id).remove()),
    build: (context, request) =>
      closingItsSession(new Docker(toOptions(endpoint)), async (builder) => {
        const stream = await builder.buildImage(context as NodeJS.ReadableStream, {
          t: request.tag,
          platform: request.platform,
          buildargs: { ...request.buildArgs },
          labels: { ...request.labels },
          nocache: request.noCache,
          rm: true,
          forcerm: true,
          ...(request.buildKit && { version: '2' as const }),
          abortSignal: request.signal,
        });
        return stream as Readable;
      }),
    createContainer: async (body, { platform, name }) => {
      // dockerode writes one object into the query and the body unless they are given apart.
      const _query = { ...(platform !== undefined && { platform }), ...(name !== undefined && { name }) };
      return (await docker.createContainer({ _query, _body: body } as Docker.ContainerCreateOptions)).id;
    },
    inspectContainer: (id) => orUndefined(container(id).inspect() as Promise<ContainerDetails>),
    putArchive: async (id, tar, path) => void (await container(id).putArchive(tar, { path })),
    attach: async (id) =>
      (await container(id).attach({ stream: true, stdout: true, stderr: true, hijack: true })) as Duplex,
    start: async (id) => void (await container(id).start()),
    // dockerode would collect a log that is not followed.
    logs: (id, { follow, timestamps }) =>
      dial<Readable>(docker, {
        path: `/containers/${id}/logs?stdout=1&stderr=1&follow=${Number(follow)}&timestamps=${Number(timestamps)}&`,
        method: 'GET',
        isStream: true,
        statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
      }),
    wait: async (id, signal) => {
      // Read as a stream: docker-modem never answers when a connection breaks between the head and the body, and here
      // the head comes at once and the body when the container ends.
      const answer = await dial<Readable>(docker, {
        path: `/containers/${id}/wait?`,
        method: 'POST',
        isStream: true,
        statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
        // The signal may come before the head does.
        ...(signal && { abortSignal: signal }),
      });
      if (signal) addAbortSignal(signal, answer);
      const body = await text(answer);
      if (body === '') throw Object.assign(new Error('the engine broke off its answer'), { code: 'ECONNRESET' });
      const { StatusCode, Error: failure } = JSON.parse(body) as WaitAnswer;
      // Podman answers 0 with an error for a container that it has removed meanwhile.
      if (failure) throw Object.assign(new Error(failure.Message), { statusCode: 404 });
      return StatusCode;
    },
    events: async (id) =>
      (await docker.getEvents({ filters: { container: [id], type: ['container'] } })) as IncomingMessage,
    stats: (id, abortSignal) =>
      container(id).stats({ stream: false, 'one-shot': true, ...(abortSignal && { abortSignal }) }),
    stop: async (id, graceSeconds) => void (await orUndefined(container(id).stop({ t: graceSeconds }), 304, 404)),
    kill: async (id) => void (await orUndefined(container(id).kill(), 404, 409)),
    remove: async (id) => void (await orUndefined(container(id).remove({ force: true, v: true }), 404, 409)),
    listByLabel: async (label) =>
      (await docker.listContainers({ all: true, filters: { label: [label] } })).map(({ Id, Labels, State }) => ({
        id: Id,
        labels: Labels,
        state: State,
      })),
  };
}

interface DialOptions {
  readonly path: string;
  readonly method: string;
  readonly isStream: boolean;
  readonly abortSignal?: AbortSignal;
  readonly statusCodes: Readonly<Record<number, string | true>>;
}

type Dial = (options: DialOptions, done: (error: unknown, answer: unknown) => void) => void;

/** One request in docker-modem's own words. */
function dial<T>(docker: Docker, options: DialOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    (docker.modem.dial as Dial)(options, (error, answer) => (error ? reject(error) : resolve(answer as T)));
  });
}

/**
 * A BuildKit build has a second connection, its session, which dockerode leaves open when the build is refused or
 * aborted: it would keep this process alive.
 */
async function closingItsSession(builder: Docker, build: (builder: Docker) => Promise<Readable>): Promise<Readable> {
  const { modem } = builder;
  const original = (modem.dial as Dial).bind(modem);
  let session: Duplex | undefined;
  const watched: Dial = (options, done) =>
    original(options, (error, answer) => {
      if (options.path === '/session') session = answer as Duplex | undefined;
      done(error, answer);
    });
  modem.dial = watched;
  try {
    const stream = await build(builder);
    return stream.once('close', () => session?.destroy());
  } catch (error) {
    session?.destroy();
    throw error;
  }
}

/** The answer, or undefined where the engine answered with one of `statusCodes` (by default: not found). */
async function orUndefined<T>(answer: Promise<T>, ...statusCodes: number[]): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (statusCode !== undefined && [404, ...statusCodes].includes(statusCode)) return undefined;
    throw error;
  }
}

function toOptions(endpoint: Endpoint): Docker.DockerOptions {
  switch (endpoint.kind) {
    case 'socket':
      // What is not said here dockerode takes from DOCKER_HOST and its kin.
      return {
        socketPath: endpoint.path,
        host: undefined,
        protocol: 'http',
        agent: socketAgent,
      } as unknown as Docker.DockerOptions;
    case 'ssh':
      return {
        protocol: 'ssh',
        host: endpoint.host,
        port: endpoint.port,
        username: endpoint.user,
        sshOptions: { agent: process.env.SSH_AUTH_SOCK },
      } as Docker.DockerOptions;
    case 'tcp': {
      const { tls } = endpoint;
      // A context may have a certificate authority only, or only a certificate of the client.
      const pem = (name: string) =>
        tls?.dir && existsSync(join(tls.dir, name)) ? readFileSync(join(tls.dir, name)) : undefined;
      return {
        protocol: tls ? 'https' : 'http',
        host: endpoint.host,
        port: endpoint.port,
        ca: pem('ca.pem'),
        cert: pem('cert.pem'),
        key: pem('key.pem'),
      } as unknown as Docker.DockerOptions;
    }
  }
}
