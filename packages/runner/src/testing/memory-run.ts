import type { PassThrough } from 'node:stream';
import { ServiceError } from '@planqk-service/core/runtime';
import type { EngineExit, EngineRun, OutputChunk, StartFailure } from '../engine/port.ts';
import type { MemoryContainer } from './memory-container.ts';

/** Somebody who looks at a service of the in-memory engine. */
export class MemoryRun implements EngineRun {
  readonly warnings: readonly string[] = [];
  readonly startedAt?: Date;
  readonly output: AsyncIterable<OutputChunk>;
  readonly exit: Promise<EngineExit>;
  readonly removed: Promise<void>;
  readonly #container: MemoryContainer;
  readonly #output: PassThrough;
  readonly #brokenOff = Promise.withResolvers<never>();
  #lost: ServiceError | undefined;

  /** @param onGone called when nothing more is to be seen */
  constructor(container: MemoryContainer, onGone: () => void) {
    if (container.startedAt !== undefined) this.startedAt = container.startedAt;
    this.#container = container;
    this.#output = container.read();
    this.output = this.#output;
    this.exit = Promise.race([container.ended, this.#brokenOff.promise]);
    this.removed = this.exit.then(onGone, onGone);
  }

  startFailure(): StartFailure | undefined {
    return undefined;
  }

  async stop(graceMs: number): Promise<void> {
    if (this.#lost) throw this.#lost;
    await this.#container.stop(graceMs);
  }

  async kill(): Promise<void> {
    if (this.#lost) throw this.#lost;
    this.#container.kill();
  }

  lose(reason: string): void {
    this.#lost = new ServiceError('ENGINE_LOST', { doing: 'running the service', reason });
    this.#breakOff(this.#lost);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { executionId, detached } = this.#container.plan;
    if (detached) this.#breakOff(new ServiceError('EXECUTION_LET_GO', { executionId }));
    else this.#container.kill();
    await this.removed;
  }

  #breakOff(reason: ServiceError): void {
    this.#brokenOff.reject(reason);
    this.#output.end();
  }
}
