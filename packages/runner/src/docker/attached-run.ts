import type { EngineExit, EngineRun, StartFailure } from '../engine/port.ts';
import type { DockerClient } from './client.ts';
import { type ContainerWatch, type Ending, killedCode } from './container-watch.ts';
import { explainLoss, findEnding, toExit } from './find-ending.ts';
import { asLostConnection } from './lost-connection.ts';
import type { UsageSampler } from './sample-usage.ts';
import type { ServiceOutput } from './service-output.ts';

/** An engine removes a container whose service has ended by itself, in some hundred milliseconds. */
const removalPatienceMs = 10_000;

/** What is open for a container that runs. */
export interface Observation {
  readonly output: ServiceOutput;
  readonly watch: ContainerWatch;
  readonly sampler: UsageSampler;
}

/** A container that goes with this process: the engine removes it when it has ended. */
export class AttachedRun implements EngineRun {
  readonly warnings: readonly string[] = [];
  readonly output: ServiceOutput;
  readonly exit: Promise<EngineExit>;
  readonly removed: Promise<void>;
  readonly #client: DockerClient;
  readonly #id: string;
  readonly #watch: ContainerWatch;
  readonly #sampler: UsageSampler;
  #hasEnded = false;
  #removal: Promise<void> | undefined;

  constructor(client: DockerClient, id: string, { output, watch, sampler }: Observation) {
    this.#client = client;
    this.#id = id;
    this.#watch = watch;
    this.#sampler = sampler;
    this.output = output;
    this.exit = this.#follow();
    this.removed = watch.gone.then(() => undefined);
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

  async #remove(): Promise<void> {
    try {
      if (this.#hasEnded && (await within(removalPatienceMs, this.#watch.waitUntilGone()))) return;
      await this.#client.remove(this.#id);
    } catch (error) {
      throw asLostConnection('removing the container', error);
    } finally {
      this.output.close();
      this.#watch[Symbol.dispose]();
    }
  }

  async #follow(): Promise<EngineExit> {
    // The event comes first; the answer to "wait" is for engines whose events break off or do not come.
    const told = this.#watch.ended.then((ending) => ending ?? Promise.reject(new Error('the events broke off')));
    try {
      const ending = await findEnding(told, (answered) => this.#ask(told, answered));
      this.#hasEnded = true;
      return toExit(ending, this.#sampler.stop());
    } catch (error) {
      throw explainLoss(error);
    } finally {
      this.#sampler.stop();
    }
  }

  async #ask(told: Promise<Ending>, answered: AbortSignal): Promise<Ending> {
    const startedAt = new Date();
    const exitCode = await this.#client.wait(this.#id, answered);
    const ending: Ending = { exitCode, startedAt, endedAt: new Date(), oomKilled: false };
    return exitCode === killedCode ? told.catch(() => ending) : ending;
  }
}

/** What `promise` tells, or false when it takes longer than `ms`. */
async function within(ms: number, promise: Promise<boolean>): Promise<boolean> {
  const patience = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => patience.resolve(false), ms);
  try {
    return await Promise.race([promise, patience.promise]);
  } finally {
    clearTimeout(timer);
  }
}
