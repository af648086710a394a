import { ServiceError } from '@planqk-service/core/runtime';
import type { EngineExit, EngineRun, OutputChunk, StartFailure } from '../engine/port.ts';
import type { ContainerDetails, DockerClient } from './client.ts';
import { type ContainerWatch, type Ending, killedCode } from './container-watch.ts';
import { endingOf, explainLoss, findEnding, toExit } from './find-ending.ts';
import type { UsageSampler } from './sample-usage.ts';
import type { ServiceOutput } from './service-output.ts';

/** How a container ends that this process looks at without owning it. */
export class DetachedEnd {
  /** @throws what the client throws */
  readonly ending: Promise<Ending>;
  readonly #left = new AbortController();

  /** @param watch its events, where they have been followed since before its start */
  constructor(client: DockerClient, id: string, watch?: ContainerWatch) {
    const told =
      watch === undefined
        ? Promise.reject(new Error('nothing is told'))
        : watch.ended.then((ending) => {
            // Whether for want of memory is not told in time; the engine remembers it.
            if (ending === undefined || ending.exitCode === killedCode) throw new Error('not told');
            return ending;
          });
    this.ending = findEnding(told, async (answered) => {
      await client.wait(id, AbortSignal.any([answered, this.#left.signal]));
      return endingOf(await found(client.inspectContainer(id)));
    });
    this.ending.catch(() => undefined);
  }

  /** Stops waiting. */
  leave(): void {
    this.#left.abort();
  }
}

/** What this process has open of a container that belongs to a store. */
export interface DetachedView {
  readonly executionId: string;
  readonly output: ServiceOutput;
  readonly ending: Promise<Ending>;
  readonly sampler: UsageSampler;
  /** Closes everything but the output. */
  readonly leave: () => void;
  readonly startedAt?: Date;
}

/** A container that belongs to a store: disposing lets go of it, and leaves it as it is. */
export class DetachedRun implements EngineRun {
  readonly warnings: readonly string[] = [];
  readonly startedAt?: Date;
  readonly output: AsyncIterable<OutputChunk>;
  readonly exit: Promise<EngineExit>;
  readonly removed: Promise<void>;
  readonly #client: DockerClient;
  readonly #id: string;
  readonly #view: DetachedView;
  readonly #letGo = Promise.withResolvers<never>();

  constructor(client: DockerClient, id: string, view: DetachedView) {
    if (view.startedAt !== undefined) this.startedAt = view.startedAt;
    this.#client = client;
    this.#id = id;
    this.#view = view;
    this.output = view.output;
    this.exit = Promise.race([this.#follow(), this.#letGo.promise]);
    this.removed = this.exit.then(
      () => undefined,
      () => undefined,
    );
  }

  startFailure(exitCode: number): StartFailure | undefined {
    return this.#view.output.startFailure(exitCode);
  }

  async stop(graceMs: number): Promise<void> {
    await this.#client.stop(this.#id, Math.ceil(graceMs / 1_000));
  }

  async kill(): Promise<void> {
    await this.#client.kill(this.#id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { executionId, output, leave } = this.#view;
    this.#letGo.reject(new ServiceError('EXECUTION_LET_GO', { executionId }));
    leave();
    output.close();
    await this.removed;
  }

  async #follow(): Promise<EngineExit> {
    const { ending, sampler, leave } = this.#view;
    try {
      return toExit(await ending, sampler.stop());
    } catch (error) {
      throw explainLoss(error);
    } finally {
      leave();
    }
  }
}

async function found(details: Promise<ContainerDetails | undefined>): Promise<ContainerDetails> {
  return (await details) ?? Promise.reject(Object.assign(new Error('no such container'), { statusCode: 404 }));
}
