import { randomUUID } from 'node:crypto';
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
import type { Image } from './engine/image.ts';
import type { Engine, EngineInfo, SweepReport } from './engine/port.ts';
import { Execution, type ExecutionOptions } from './run/execution.ts';
import type { Owner } from './run/labels.ts';
import { planRun, type RunSettings } from './run/plan-run.ts';

export interface BuildOptions extends BuildSettings {
  readonly signal?: AbortSignal | undefined;
  /** Called for each step of the build. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
  /** Build even when the engine already has an image of exactly this content. */
  readonly force?: boolean | undefined;
}

export interface StartOptions extends RunSettings, Omit<ExecutionOptions, 'memoryLimitSetBy'> {}

/** Builds and runs services on one engine. Disposing it ends and removes everything it started. */
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
   * @throws ServiceError IMAGE_NOT_FOUND, IMAGE_NO_COMMAND, COMMAND_NOT_FOUND, COMMAND_NOT_EXECUTABLE, START_FAILED,
   * GPU_UNAVAILABLE, ENGINE_LOST, INTERRUPTED
   */
  start(image: Image, input: ServiceInput, options: StartOptions = {}): Promise<Execution> {
    return this.#track(this.#start(image, input, options));
  }

  async #start(image: Image, input: ServiceInput, options: StartOptions): Promise<Execution> {
    const { signal, timeoutMs, graceMs, onOutput, ...settings } = options;
    const starting = this.#untilClosed(signal);
    const plan = planRun(image, input, settings, { executionId: randomUUID(), owner: this.#owner });
    throwIfInterrupted(starting, 'starting the service');
    const run = await this.#engine.run(plan, starting).catch((error: unknown) => {
      if (!isServiceError(error)) throwIfInterrupted(starting, 'starting the service', error);
      throw error;
    });
    const memoryLimitSetBy = memoryLimitSource(options);
    const execution = new Execution(run, plan, { signal, timeoutMs, graceMs, onOutput, memoryLimitSetBy });
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
   * Removes what crashed programs have left on the engine. Only containers that these tools made on this machine, and
   * whose owner is dead, are touched.
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

function memoryLimitSource({ project, limits }: RunSettings): string | undefined {
  if (limits === false) return undefined;
  if (limits?.memoryBytes !== undefined) return 'limits.memoryBytes';
  return (
    project && (project.resourcesFrom === 'planqk.json' ? 'resources.memory in planqk.json' : project.resourcesFrom)
  );
}

function throwIfInterrupted(signal: AbortSignal, doing: string, cause?: unknown): void {
  if (signal.aborted) throw new ServiceError('INTERRUPTED', { doing }, { cause });
}
