import { posix, win32 } from 'node:path';
import { currentContextName, readContext } from './contexts.ts';

/** The part of the world that decides where an engine may be. Passed in, so that each platform can be tested anywhere. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
}

/** A place where an engine may be. */
export interface Candidate {
  /** By which rule it was found, for messages: `DOCKER_HOST`, `context "colima"`, `Docker Desktop`. */
  readonly source: string;
  readonly address: string;
  readonly tlsDir?: string;
  /** The user named it: when it fails, nothing else is tried. */
  readonly explicit: boolean;
}

/**
 * Where to look for an engine, best first: the flag, `DOCKER_HOST`, `DOCKER_CONTEXT`, the current context, then the
 * sockets that engines are known to use on `platform`. What the user names is the only one that is tried, as
 * in Docker's own client: a service must not start on an engine that nobody meant.
 *
 * @param host the address given by a flag
 */
export function findCandidates(world: Surroundings, host?: string): Candidate[] {
  const { env } = world;
  const path = world.platform === 'win32' ? win32 : posix;
  const configDir = env.DOCKER_CONFIG || path.join(world.homeDir, '.docker');
  const tlsDir = env.DOCKER_TLS_VERIFY ? env.DOCKER_CERT_PATH || configDir : undefined;
  const tls = tlsDir === undefined ? {} : { tlsDir };

  if (host) return [{ source: '--docker-host', address: host, explicit: true, ...tls }];
  if (env.DOCKER_HOST) return [{ source: 'DOCKER_HOST', address: env.DOCKER_HOST, explicit: true, ...tls }];
  if (env.DOCKER_CONTEXT && env.DOCKER_CONTEXT !== 'default') {
    const source = `DOCKER_CONTEXT=${env.DOCKER_CONTEXT}`;
    const context = readContext(configDir, env.DOCKER_CONTEXT);
    return [context ? { ...context, source, explicit: true } : { source, address: '', explicit: true }];
  }

  const name = env.DOCKER_CONTEXT ? undefined : currentContextName(configDir);
  const context = name === undefined ? undefined : readContext(configDir, name);
  const current = context ? [{ ...context, source: `context "${context.name}"`, explicit: false }] : [];
  const known = knownSockets(world).map(([source, address]) => ({ source, address, explicit: false }));
  return [...current, ...known.filter(({ address }) => address !== context?.address)];
}

/** Sockets of Docker Engine, Docker Desktop, Colima, OrbStack, Rancher Desktop and Podman. */
function knownSockets({ platform, env, homeDir }: Surroundings): [source: string, address: string][] {
  if (platform === 'win32') {
    return [
      ['Docker', 'npipe:////./pipe/docker_engine'],
      ['Docker Desktop', 'npipe:////./pipe/dockerDesktopLinuxEngine'],
      ['Podman machine', 'npipe:////./pipe/podman-machine-default'],
    ];
  }
  const home = (...parts: string[]) => `unix://${posix.join(homeDir, ...parts)}`;
  const shared: [string, string][] = [
    ['Docker', 'unix:///var/run/docker.sock'],
    ['Docker Desktop', home('.docker', 'run', 'docker.sock')],
    ['Colima', home('.colima', 'default', 'docker.sock')],
    ['Rancher Desktop', home('.rd', 'docker.sock')],
  ];
  if (platform === 'darwin') {
    return [
      ...shared,
      ['OrbStack', home('.orbstack', 'run', 'docker.sock')],
      ['Podman machine', home('.local', 'share', 'containers', 'podman', 'machine', 'podman.sock')],
    ];
  }
  const runtimeDir = env.XDG_RUNTIME_DIR;
  const rootless: [string, string][] = runtimeDir
    ? [
        ['rootless Docker', `unix://${posix.join(runtimeDir, 'docker.sock')}`],
        ['rootless Podman', `unix://${posix.join(runtimeDir, 'podman', 'podman.sock')}`],
      ]
    : [];
  return [
    ...shared,
    ['Docker Desktop', home('.docker', 'desktop', 'docker.sock')],
    ...rootless,
    ['Podman', 'unix:///run/podman/podman.sock'],
  ];
}
