import { ServiceError } from '@planqk-service/core/runtime';
import type { BuildPlan } from '../build/build-plan.ts';
import type { DetachedExecution, DetachedReference } from '../engine/detached.ts';
import type { Image } from '../engine/image.ts';
import type { BuildContext, Engine, EngineInfo, EngineRun, SweepReport } from '../engine/port.ts';
import { storeLabel } from '../run/labels.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { MemoryContainer, type MemoryService } from './memory-container.ts';
import { MemoryRun } from './memory-run.ts';

export interface MemoryEngineOptions {
  /** What every image does when it runs; by default it ends at once with exit code 0. */
  readonly service?: MemoryService;
  /** What tells it from another engine. Default: `memory://`. */
  readonly address?: string;
}

/**
 * An engine without containers, for tests: services are functions.
 *
 * @example
 * const engine = new MemoryEngine({ service: ({ stdout }) => stdout('PlanQK:Job:Result: 42\n') });
 * await using runner = await createRunner({ engine });
 */
export class MemoryEngine implements Engine {
  readonly kind = 'docker';
  /** What was asked of the engine, oldest first. */
  readonly builds: BuildPlan[] = [];
  readonly runs: RunPlan[] = [];
  readonly #service: MemoryService;
  readonly #address: string;
  readonly #images = new Map<string, Image>();
  readonly #containers = new Set<MemoryContainer>();
  readonly #observers = new Set<MemoryRun>();
  #lost: string | undefined;
  #losesAtStart: string | undefined;

  constructor({ service = () => 0, address = 'memory://' }: MemoryEngineOptions = {}) {
    this.#service = service;
    this.#address = address;
  }

  /** Ids of the executions that have not been removed. */
  get left(): string[] {
    return [...this.#containers].map(({ plan }) => plan.executionId);
  }

  /**
   * Breaks the connection: what runs ends with ENGINE_LOST, and nothing is answered until {@link recover}. Detached
   * services go on behind it.
   *
   * @param options `endingServices`: the engine itself is stopped, and takes them with it (exit code 143)
   */
  lose(reason = 'connection reset', options: { readonly endingServices?: boolean } = {}): void {
    this.#lost = reason;
    for (const run of this.#observers) run.lose(reason);
    if (options.endingServices) for (const container of this.#containers) container.terminate();
  }

  /** The same in the middle of the next start: its container is created, but never started. */
  loseAtNextStart(reason = 'connection reset'): void {
    this.#losesAtStart = reason;
  }

  /** The engine answers again. */
  recover(): void {
    this.#lost = undefined;
  }

  /** Makes an image known without a build. */
  addImage(reference: string): Image {
    const image: Image = { engine: 'docker', reference, id: reference, platform: 'linux/amd64', sizeBytes: 0 };
    this.#images.set(reference, image);
    return image;
  }

  async info(): Promise<EngineInfo> {
    this.#answer('asking for its version');
    return {
      kind: 'docker',
      name: 'memory',
      version: '1',
      address: this.#address,
      platform: 'linux/amd64',
      cpus: 1,
      memoryBytes: 1024 ** 3,
    };
  }

  async findImage(reference: string): Promise<Image | undefined> {
    this.#answer('looking for the image');
    return this.#images.get(reference);
  }

  async build(plan: BuildPlan, context: BuildContext): Promise<Image> {
    this.#answer('building the image');
    this.builds.push(plan);
    const { tag: reference, fingerprint, platform } = plan;
    const step = { id: '1', name: '[1/1] memory' };
    context.onEvent({ type: 'step-started', step });
    context.onEvent({ type: 'step-finished', step, durationMs: 0, cached: false });
    context.onEvent({ type: 'progress', done: 1, total: 1 });
    const image: Image = { engine: 'docker', reference, id: fingerprint, platform, sizeBytes: 0, fingerprint };
    this.#images.set(reference, image);
    return image;
  }

  async run(plan: RunPlan, signal: AbortSignal, ready?: () => Promise<void>): Promise<EngineRun> {
    this.#answer('starting the service');
    signal.throwIfAborted();
    const { executionId, detached } = plan;
    if (detached && this.left.includes(executionId)) throw new ServiceError('EXECUTION_EXISTS', { executionId });
    const container = new MemoryContainer(plan);
    this.#containers.add(container);
    try {
      await ready?.();
      this.#answer('starting the service');
      signal.throwIfAborted();
    } catch (error) {
      if (this.#lost === undefined) this.#containers.delete(container);
      throw error;
    }
    this.runs.push(plan);
    if (this.#losesAtStart !== undefined) {
      this.lose(this.#losesAtStart);
      this.#losesAtStart = undefined;
      this.#answer('starting the service');
    }
    const run = this.#observe(container);
    container.start(this.#service);
    return run;
  }

  async listDetached(store: string): Promise<readonly DetachedExecution[]> {
    this.#answer('looking for executions');
    return [...this.#containers]
      .filter(({ plan }) => plan.labels[storeLabel] === store)
      .map(({ plan, state }) => ({ executionId: plan.executionId, state }));
  }

  async reattach(reference: DetachedReference): Promise<EngineRun> {
    this.#answer('attaching to the service');
    const { executionId } = reference;
    const container = this.#find(reference);
    const reason = container === undefined ? 'the engine does not know it.' : 'it was created, but never started.';
    if (container === undefined || container.state === 'created') {
      throw new ServiceError('EXECUTION_NOT_FOUND', { executionId, reason });
    }
    return this.#observe(container);
  }

  async removeDetached(reference: DetachedReference): Promise<void> {
    this.#answer('removing the execution');
    const container = this.#find(reference);
    if (container === undefined) return;
    container.kill();
    this.#containers.delete(container);
  }

  async sweep(): Promise<SweepReport> {
    this.#answer('looking for what was left behind');
    return { removed: [] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Runs belong to their executions.
  }

  #observe(container: MemoryContainer): MemoryRun {
    const run: MemoryRun = new MemoryRun(container, () => {
      this.#observers.delete(run);
      if (!container.plan.detached) this.#containers.delete(container);
    });
    this.#observers.add(run);
    return run;
  }

  #find({ executionId, store }: DetachedReference): MemoryContainer | undefined {
    return [...this.#containers].find(
      ({ plan }) => plan.executionId === executionId && plan.labels[storeLabel] === store,
    );
  }

  #answer(doing: string): void {
    if (this.#lost !== undefined) throw new ServiceError('ENGINE_LOST', { doing, reason: this.#lost });
  }
}
