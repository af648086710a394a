import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import Docker from 'dockerode';
import type { Endpoint } from './endpoint.ts';

const pingTimeoutMs = 5_000;

/**
 * What these tools ask of the Docker Engine API, in their own words. This is the only file that knows dockerode; its
 * errors pass through with `statusCode` where the engine answered.
 */
export interface DockerClient {
  ping(): Promise<void>;
  version(): Promise<Docker.DockerVersion>;
  info(): Promise<{ NCPU: number; MemTotal: number; Driver: string; DockerRootDir: string }>;
  inspectImage(reference: string): Promise<ImageDetails | undefined>;
  removeImage(id: string): Promise<void>;
  build(context: Readable, options: BuildRequest): Promise<Readable>;
  createContainer(body: Docker.ContainerCreateOptions, platform?: string): Promise<string>;
  putArchive(id: string, tar: Buffer): Promise<void>;
  attach(id: string): Promise<Duplex>;
  start(id: string): Promise<void>;
  wait(id: string): Promise<number>;
  inspect(id: string): Promise<ContainerDetails>;
  stats(id: string): Promise<Docker.ContainerStats>;
  stop(id: string, graceSeconds: number): Promise<void>;
  kill(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  listByLabel(label: string): Promise<{ id: string; labels: Record<string, string> }[]>;
}

export interface ImageDetails {
  readonly Id: string;
  readonly Os: string;
  readonly Architecture: string;
  readonly Size: number;
  readonly RepoTags: readonly string[] | null;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null };
}

export interface ContainerDetails {
  readonly State: {
    readonly OOMKilled: boolean;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly ExitCode: number;
  };
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
  return {
    ping: async () => {
      // The published types have not caught up with this option of dockerode 5.
      const ping = docker.ping.bind(docker) as (options: { abortSignal: AbortSignal }) => Promise<unknown>;
      await ping({ abortSignal: AbortSignal.timeout(pingTimeoutMs) });
    },
    version: () => docker.version(),
    info: () => docker.info(),
    inspectImage: (reference) => orUndefined(docker.getImage(reference).inspect() as Promise<ImageDetails>),
    removeImage: async (id) => void (await docker.getImage(id).remove()),
    build: async (context, request) =>
      (await docker.buildImage(context as NodeJS.ReadableStream, {
        t: request.tag,
        platform: request.platform,
        buildargs: { ...request.buildArgs },
        labels: { ...request.labels },
        nocache: request.noCache,
        rm: true,
        forcerm: true,
        ...(request.buildKit && { version: '2' as const }),
        abortSignal: request.signal,
      })) as Readable,
    createContainer: async (body, platform) => {
      // dockerode writes one object into the query and the body unless they are given apart.
      const parts = { _query: platform === undefined ? {} : { platform }, _body: body };
      return (await docker.createContainer(parts as Docker.ContainerCreateOptions)).id;
    },
    putArchive: async (id, tar) => void (await container(id).putArchive(tar, { path: '/' })),
    attach: async (id) =>
      (await container(id).attach({ stream: true, stdout: true, stderr: true, hijack: true })) as Duplex,
    start: async (id) => void (await container(id).start()),
    wait: async (id) => ((await container(id).wait()) as { StatusCode: number }).StatusCode,
    inspect: (id) => container(id).inspect(),
    stats: (id) => container(id).stats({ stream: false, 'one-shot': true }),
    stop: async (id, graceSeconds) => void (await orUndefined(container(id).stop({ t: graceSeconds }), 304, 404)),
    kill: async (id) => void (await orUndefined(container(id).kill(), 404, 409)),
    remove: async (id) => void (await orUndefined(container(id).remove({ force: true, v: true }), 404, 409)),
    listByLabel: async (label) =>
      (await docker.listContainers({ all: true, filters: { label: [label] } })).map(({ Id, Labels }) => ({
        id: Id,
        labels: Labels,
      })),
  };
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
      // dockerode would let a host in DOCKER_HOST win over the socket it is given.
      return { socketPath: endpoint.path, host: undefined } as unknown as Docker.DockerOptions;
    case 'ssh':
      return {
        protocol: 'ssh',
        host: endpoint.host,
        port: endpoint.port,
        username: endpoint.user,
      } as Docker.DockerOptions;
    case 'tcp': {
      const { tls } = endpoint;
      const pem = (name: string) => (tls?.dir ? readFileSync(join(tls.dir, name)) : undefined);
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
