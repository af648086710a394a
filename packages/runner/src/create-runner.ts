import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import type { Surroundings } from './docker/candidates.ts';
import type { Engine, EngineKind } from './engine/port.ts';
import type { Owner } from './run/labels.ts';
import { Runner } from './runner.ts';

export interface RunnerOptions {
  /** `docker` (every engine with Docker's API) by default, or `process`. */
  readonly engine?: EngineKind | Engine | undefined;
  /** Address of the engine, for example `unix:///run/user/1000/docker.sock`; by default it is looked for. */
  readonly dockerHost?: string | undefined;
  /** Environment that decides where the engine is; by default this process's. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Finds an engine and makes a runner for it.
 *
 * @example
 * await using runner = await createRunner();
 * const image = await runner.build('./my-service');
 *
 * @throws ServiceError NO_ENGINE, naming every place that was tried
 */
export async function createRunner(options: RunnerOptions = {}): Promise<Runner> {
  const owner = { host: hostname(), pid: process.pid };
  const { engine = 'docker' } = options;
  return new Runner(typeof engine === 'string' ? await openEngine(engine, owner, options) : engine, owner);
}

async function openEngine(kind: EngineKind, owner: Owner, options: RunnerOptions): Promise<Engine> {
  if (kind === 'process') {
    const [{ ProcessEngine }, { thisMachine }] = await Promise.all([
      import('./process/process-engine.ts'),
      import('./process/this-machine.ts'),
    ]);
    return new ProcessEngine(thisMachine(owner));
  }
  // dockerode takes most of the start-up time, and the process engine needs none of it.
  const [{ connect }, { openDocker }, { DockerEngine }] = await Promise.all([
    import('./docker/connect.ts'),
    import('./docker/client.ts'),
    import('./docker/docker-engine.ts'),
  ]);
  const world: Surroundings = { platform: process.platform, env: options.env ?? process.env, homeDir: homedir() };
  const connection = await connect(world, openDocker, options.dockerHost);
  return new DockerEngine(connection, { host: owner.host, isAlive, exists });
}

/** One way to an engine, with what came of it. */
export interface EngineProbe {
  readonly source: string;
  readonly address: string;
  /** Undefined where an engine answered. */
  readonly failure?: { readonly reason: string; readonly remedy: string };
}

/**
 * Tries every place where an engine may be, for a report. Unlike `createRunner` it does not stop at the first that answers.
 */
export async function probeEngines(options: Pick<RunnerOptions, 'dockerHost' | 'env'> = {}): Promise<EngineProbe[]> {
  const [{ probeAll }, { openDocker }] = await Promise.all([
    import('./docker/connect.ts'),
    import('./docker/client.ts'),
  ]);
  const world: Surroundings = { platform: process.platform, env: options.env ?? process.env, homeDir: homedir() };
  return probeAll(world, openDocker, options.dockerHost);
}

/** Whether a process of this id runs on this machine, ours or not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process that was killed answers until its parent has taken note. Only Linux tells; elsewhere it counts as alive. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  const error = await access(path).then(
    () => undefined,
    (reason: NodeJS.ErrnoException) => reason,
  );
  return error?.code !== 'ENOENT' && error?.code !== 'ENOTDIR';
}
