import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import {
  isServiceError,
  loadProject,
  type Outcome,
  type Project,
  ServiceError,
  type ServiceInput,
} from '@planqk-service/core/runtime';
import { type BuildSettings, planBuild } from './build/plan-build.ts';
import type { BuildEvent } from './engine/build-event.ts';
import type { DetachedExecution } from './engine/detached.ts';
import type { Image } from './engine/image.ts';
import type { Engine, EngineInfo, EngineRun, SweepReport } from './engine/port.ts';
import { Execution, type ExecutionOptions, type ExecutionSubject } from './run/execution.ts';
import { type Owner, storeName } from './run/labels.ts';
import { planLimits, planRun, type RunSettings } from './run/plan-run.ts';

export interface BuildOptions extends BuildSettings {
  readonly signal?: AbortSignal | undefined;
  /** Called for each step of the build. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
  /** Build even when the engine already has an image of exactly this content. */
  readonly force?: boolean | undefined;
}

export interface StartOptions extends RunSettings, Omit<ExecutionOptions, 'memoryLimitSetBy'> {
  /** Letters, digits, `_`, `.` and `-`, at most 128. By default a new UUID. */
  readonly executionId?: string | undefined;
  /** The execution belongs to a store instead of to this process, and outlives it. Needs a container engine. */
  readonly detached?: DetachedOptions | undefined;
  /**
   * Awaited when the container is there with its input and only has to be started, so that one execution can be
   * prepared while others run. Rejecting it, or aborting `signal`, removes the container; `start` throws the reason.
   */
  readonly beforeStart?: (() => Promise<void>) | undefined;
}

export interface DetachedOptions {
  /**
   * Absolute path, on this machine, of the file or folder that keeps account of the executions. Each program that gives
   * the same path finds them again. When it no longer exists, `Runner.sweep` removes them.
   */
  readonly store: string;
}

/** The settings with which a detached execution was started, as far as its outcome needs them. */
export interface ReattachOptions
  extends DetachedOptions,
    Pick<RunSettings, 'project' | 'limits'>,
    Omit<ExecutionOptions, 'memoryLimitSetBy'> {}

/**
 * Builds and runs services on one engine. Disposing it ends and removes everything it started, but for detached
 * executions: it lets go of them.
 */
export class Runner implements AsyncDisposable {
  readonly #engine: Engine;
  readonly #owner: Owner;
  readonly #executions = new Set<Execution>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  /** @internal Use `createRunner`. */
  constructor(engine: Engine, owner: Owner) {
    this.#engine = engine;
    this.#owner = owner;
  }

  /** @throws ServiceError ENGINE_LOST */
  info(): Promise<EngineInfo> {
    return this.#engine.info();
  }

  /**
   * Builds a project's image, unless the engine has one of exactly this content.
   *
   * @param project a project or the path of its folder
   * @throws ServiceError PROJECT_NOT_FOUND, CONFIG_INVALID, DOCKERFILE_MISSING, BUILD_FAILED, BASE_IMAGE_UNAVAILABLE,
   * ENGINE_LOST, INTERRUPTED; with the process engine also PROCESS_NOT_CONFIGURED, TOOL_MISSING
   */
  build(project: Project | string, options: BuildOptions = {}): Promise<Image> {
    return this.#track(this.#build(project, options));
  }

  async #build(project: Project | string, options: BuildOptions): Promise<Image> {
    const { onEvent = () => undefined, force, signal: requested, ...settings } = options;
    const loaded = typeof project === 'string' ? await loadProject(project) : project;
    const signal = this.#untilClosed(requested);
    const plan = await planBuild(loaded, settings, { needsDockerfile: this.#engine.kind === 'docker' });
    throwIfInterrupted(signal, 'building the image');
    if (!force && !plan.noCache) {
      const existing = await this.#engine.findImage(plan.tag);
      if (existing?.fingerprint === plan.fingerprint) return existing;
    }
    return this.#engine.build(plan, { signal, onEvent });
  }

  /**
   * The image of this name, built or pulled before.
   *
   * @throws ServiceError IMAGE_NOT_FOUND, ENGINE_LOST
   */
  async findImage(reference: string): Promise<Image> {
    const image = await this.#engine.findImage(reference);
    if (image === undefined) throw new ServiceError('IMAGE_NOT_FOUND', { image: reference });
    return image;
  }

  /**
   * Starts one execution. What the service does wrong is told by its outcome; this throws only when nothing runs.
   *
   * A detached execution that this throws ENGINE_LOST for may have been created, or started: ask `listDetached` when the
   * engine is back.
   *
   * @throws ServiceError IMAGE_NOT_FOUND, IMAGE_NO_COMMAND, COMMAND_NOT_FOUND, COMMAND_NOT_EXECUTABLE, START_FAILED,
   * GPU_UNAVAILABLE, ENGINE_LOST, INTERRUPTED; with `detached` also DETACHED_UNSUPPORTED, EXECUTION_EXISTS
   * @throws TypeError for an `executionId` of other characters, or a store that is no absolute path
   */
  start(image: Image, input: ServiceInput, options: StartOptions = {}): Promise<Execution> {
    return this.#track(this.#start(image, input, options));
  }

  async #start(image: Image, input: ServiceInput, options: StartOptions): Promise<Execution> {
    const {
      executionId = randomUUID(),
      detached,
      signal,
      timeoutMs,
      graceMs,
      onOutput,
      beforeStart,
      ...settings
    } = options;
    const starting = this.#untilClosed(signal);
    const keeper = detached ? { store: this.#storeName(detached.store) } : { owner: this.#owner };
    const plan = planRun(image, input, settings, { executionId: checkedId(executionId), ...keeper });
    throwIfInterrupted(starting, 'starting the service');
    const run = await this.#engine
      .run(plan, starting, beforeStart && (() => unlessAborted(beforeStart(), starting)))
      .catch((error: unknown) => {
        if (!isServiceError(error)) throwIfInterrupted(starting, 'starting the service', error);
        throw error;
      });
    const limits = image.engine === 'process' ? undefined : plan.limits;
    return this.#follow(run, { id: executionId, limits, detached: plan.detached }, options);
  }

  #follow(run: EngineRun, subject: ExecutionSubject, options: Omit<StartOptions, 'detached'>): Execution {
    const { signal, timeoutMs, graceMs, onOutput } = options;
    const memoryLimitSetBy = memoryLimitSource(options);
    const execution = new Execution(run, subject, { signal, timeoutMs, graceMs, onOutput, memoryLimitSetBy });
    this.#executions.add(execution);
    // Kept until it is removed from the engine, which is after its outcome is known.
    void Promise.allSettled([execution.outcome, execution.removed]).then(() => this.#executions.delete(execution));
    return execution;
  }

  /** Starts one execution and waits for its outcome. Throws what {@link Runner.start} throws. */
  async run(image: Image, input: ServiceInput, options: StartOptions = {}): Promise<Outcome> {
    const execution = await this.start(image, input, options);
    return execution.outcome;
  }

  /**
   * The detached executions of a store, whoever started them: what a program has to ask that was killed.
   *
   * @param store as in {@link DetachedOptions}
   * @throws ServiceError ENGINE_LOST
   */
  listDetached(store: string): Promise<readonly DetachedExecution[]> {
    return this.#engine.listDetached(this.#storeName(store));
  }

  /**
   * Takes up a detached execution that was started before, by this program or by one that is no longer there. It may
   * still run, or have ended while nobody looked. Its output is replayed from the first byte, none lost, none twice, and
   * its outcome is that of the whole execution. `timeoutMs` counts from the start of the service.
   *
   * @throws ServiceError EXECUTION_NOT_FOUND, also for one that was never started, ENGINE_LOST, INTERRUPTED
   */
  reattach(executionId: string, options: ReattachOptions): Promise<Execution> {
    return this.#track(this.#reattach(executionId, options));
  }

  async #reattach(executionId: string, options: ReattachOptions): Promise<Execution> {
    throwIfInterrupted(this.#closing.signal, 'attaching to the service');
    const run = await this.#engine.reattach({ executionId, store: this.#storeName(options.store) });
    return this.#follow(run, { id: executionId, limits: planLimits(options), detached: true }, options);
  }

  /**
   * Removes a detached execution with its output, once its outcome is kept elsewhere. One that still runs is ended. Does
   * nothing where there is none.
   *
   * @throws ServiceError ENGINE_LOST
   */
  async removeDetached(executionId: string, { store }: DetachedOptions): Promise<void> {
    await this.#engine.removeDetached({ executionId, store: this.#storeName(store) });
  }

  /**
   * Removes what crashed programs have left on the engine. Only containers that these tools made on this machine are
   * touched: those whose owner is dead, and detached ones whose store no longer exists.
   */
  sweep(): Promise<SweepReport> {
    return this.#engine.sweep();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What is about to start has to be there before it can be removed.
    this.#closing.abort();
    await Promise.allSettled(this.#pending);
    const results = await Promise.allSettled(
      [...this.#executions].map((execution) => execution[Symbol.asyncDispose]()),
    );
    await this.#engine[Symbol.asyncDispose]();
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  #storeName(path: string): string {
    if (!isAbsolute(path)) throw new TypeError(`A store is an absolute path, not ${JSON.stringify(path)}.`);
    return storeName(this.#owner.host, path);
  }

  #untilClosed(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work);
    try {
      return await work;
    } finally {
      this.#pending.delete(work);
    }
  }
}

/** What every engine takes as a part of a name. */
function checkedId(executionId: string): string {
  if (/^[\w.-]{1,128}$/.test(executionId)) return executionId;
  throw new TypeError(`${JSON.stringify(executionId)} cannot be the id of an execution.`);
}

function memoryLimitSource({ project, limits }: Pick<RunSettings, 'project' | 'limits'>): string | undefined {
  if (limits === false) return undefined;
  if (limits?.memoryBytes !== undefined) return 'limits.memoryBytes';
  return (
    project && (project.resourcesFrom === 'planqk.json' ? 'resources.memory in planqk.json' : project.resourcesFrom)
  );
}

function throwIfInterrupted(signal: AbortSignal, doing: string, cause?: unknown): void {
  if (signal.aborted) throw new ServiceError('INTERRUPTED', { doing }, { cause });
}

/** What `promise` comes to, or the reason of `signal` when that is aborted before. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
