import type { BuildPlan } from '../build/build-plan.ts';
import type { Image } from '../engine/image.ts';
import type { BuildContext, Engine, EngineInfo, EngineRun, SweepReport } from '../engine/port.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { MemoryRun, type MemoryService } from './memory-run.ts';

export interface MemoryEngineOptions {
  /** What every image does when it runs; by default it ends at once with exit code 0. */
  readonly service?: MemoryService;
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
  readonly #images = new Map<string, Image>();
  readonly #running = new Set<MemoryRun>();

  constructor({ service = () => 0 }: MemoryEngineOptions = {}) {
    this.#service = service;
  }

  /** Ids of the executions that have not been removed. */
  get left(): string[] {
    return [...this.#running].map(({ id }) => id);
  }

  /** Breaks the connection: what runs ends with ENGINE_LOST. */
  lose(reason = 'connection reset'): void {
    for (const run of this.#running) run.lose(reason);
  }

  /** Makes an image known without a build. */
  addImage(reference: string): Image {
    const image: Image = { engine: 'docker', reference, id: reference, platform: 'linux/amd64', sizeBytes: 0 };
    this.#images.set(reference, image);
    return image;
  }

  async info(): Promise<EngineInfo> {
    return { kind: 'docker', name: 'memory', version: '1', platform: 'linux/amd64', cpus: 1, memoryBytes: 1024 ** 3 };
  }

  async findImage(reference: string): Promise<Image | undefined> {
    return this.#images.get(reference);
  }

  async build(plan: BuildPlan, context: BuildContext): Promise<Image> {
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

  async run(plan: RunPlan, signal: AbortSignal): Promise<EngineRun> {
    signal.throwIfAborted();
    this.runs.push(plan);
    const run = new MemoryRun(plan, this.#service, () => this.#running.delete(run));
    this.#running.add(run);
    return run;
  }

  async sweep(): Promise<SweepReport> {
    return { removed: [] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Runs belong to their executions.
  }
}
