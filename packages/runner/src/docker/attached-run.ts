import type { EngineExit, EngineRun, StartFailure } from '../engine/port.ts';
import type { DockerClient } from './client.ts';
import { type ContainerWatch, type Ending, killedCode } from './container-watch.ts';
import { explainLoss, findEnding, toExit } from './find-ending.ts';
import { asLostConnection } from './lost-connection.ts';
import type { UsageSampler } from './sample-usage.ts';
import type { ServiceOutput } from './service-output.ts';

/** Engines that tell of an end at all have done so by now, when they have answered "wait". */
const eventPatienceMs = 1_000;
/** An engine removes a container whose service has ended by itself, in some hundred milliseconds. */
const removalPatienceMs = 10_000;

/** What is open for a container that runs. */
export interface Observation {
  readonly output: ServiceOutput;
  readonly watch: ContainerWatch;
  readonly ending: Promise<Ending>;
  readonly sampler: UsageSampler;
  /** The engine removes it when it has ended. */
  readonly removesItself: boolean;
}

/**
 * How a container ends that nobody else looks at.
 *
 * Only the events know of memory, and when it began and ended. The answer to "wait" is for engines whose events break
 * off or do not come; others give it some moments before the events, or behind them (docs/probes).
 *
 * @throws what the client throws
 */
export async function attachedEnding(client: DockerClient, id: string, watch: ContainerWatch): Promise<Ending> {
  const told = watch.ended.then((ending) => ending ?? Promise.reject(new Error('the events broke off')));
  return findEnding(told, async (answered) => {
    const startedAt = new Date();
    const exitCode = await client.wait(id, answered);
    const ending: Ending = { exitCode, startedAt, endedAt: new Date(), oomKilled: false };
    // What was killed is told of with its removal.
    const patienceMs = exitCode === killedCode ? removalPatienceMs : eventPatienceMs;
    return within(
      patienceMs,
      told.catch(() => ending),
      ending,
    );
  });
}

/** A container that goes with this process. */
export class AttachedRun implements EngineRun {
  readonly warnings: readonly string[] = [];
  readonly output: ServiceOutput;
  readonly exit: Promise<EngineExit>;
  readonly removed: Promise<void>;
  readonly #client: DockerClient;
  readonly #id: string;
  readonly #watch: ContainerWatch;
  readonly #removesItself: boolean;
  #hasEnded = false;
  #removal: Promise<void> | undefined;

  constructor(client: DockerClient, id: string, { output, watch, ending, sampler, removesItself }: Observation) {
    this.#client = client;
    this.#id = id;
    this.#watch = watch;
    this.#removesItself = removesItself;
    this.output = output;
    this.exit = this.#follow(ending, sampler);
    this.removed = removesItself ? watch.gone.then(() => undefined) : this.#removeRead();
    // Whoever reads the output first must not be hit by an unhandled rejection of the other.
    this.exit.catch(() => undefined);
  }

  startFailure(exitCode: number): StartFailure | undefined {
    return this.output.startFailure(exitCode);
  }

  async stop(graceMs: number): Promise<void> {
    await this.#client.stop(this.#id, Math.ceil(graceMs / 1_000));
  }

  async kill(): Promise<void> {
    await this.#client.kill(this.#id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#removal ??= this.#remove();
    await this.#removal;
  }

  /** Removes what the engine keeps for us, once it has ended and its output was read. */
  async #removeRead(): Promise<void> {
    await Promise.allSettled([this.exit, this.output.over]);
    // An engine that is lost is told by the exit, and whoever disposes of this is told of everything else.
    await this[Symbol.asyncDispose]().catch(() => undefined);
  }

  async #remove(): Promise<void> {
    // From here on a log that is not there any more is no loss.
    if (!this.#removesItself) this.output.close();
    try {
      if (
        this.#removesItself &&
        this.#hasEnded &&
        (await within(removalPatienceMs, this.#watch.waitUntilGone(), false))
      )
        return;
      await this.#client.remove(this.#id);
    } catch (error) {
      throw asLostConnection('removing the container', error);
    } finally {
      this.output.close();
      this.#watch[Symbol.dispose]();
    }
  }

  async #follow(ended: Promise<Ending>, sampler: UsageSampler): Promise<EngineExit> {
    try {
      const ending = await ended;
      this.#hasEnded = true;
      return toExit(ending, sampler.stop());
    } catch (error) {
      throw explainLoss(error);
    } finally {
      sampler.stop();
    }
  }
}

/** What `promise` tells, or `otherwise` when it takes longer than `ms`. */
async function within<T>(ms: number, promise: Promise<T>, otherwise: T): Promise<T> {
  const patience = Promise.withResolvers<T>();
  const timer = setTimeout(() => patience.resolve(otherwise), ms);
  try {
    return await Promise.race([promise, patience.promise]);
  } finally {
    clearTimeout(timer);
  }
}
