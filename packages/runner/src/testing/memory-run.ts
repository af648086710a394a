import { PassThrough } from 'node:stream';
import { ServiceError } from '@planqk-service/core/runtime';
import type { EngineExit, EngineRun, OutputChunk, StartFailure } from '../engine/port.ts';
import type { RunPlan } from '../run/run-plan.ts';

/** What a service sees of the world. */
export interface ServiceCall {
  /** The input files: raw text by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** All that was asked for, such as `network` and `confinement`: an engine without containers enforces none of it. */
  readonly plan: RunPlan;
  /** Aborted when the service is asked to end. A service that does not listen is ended by force. */
  readonly signal: AbortSignal;
  readonly stdout: (text: string | Uint8Array) => void;
  readonly stderr: (text: string | Uint8Array) => void;
}

/**
 * A service as a function: a number that it returns or resolves with is its exit code, anything else is 0. What it
 * throws becomes stderr and exit code 1.
 */
export type MemoryService = (call: ServiceCall) => unknown;

const killedCode = 137;

/** One running service of the in-memory engine. */
export class MemoryRun implements EngineRun {
  readonly id: string;
  readonly warnings: readonly string[] = [];
  readonly output: AsyncIterable<OutputChunk>;
  readonly exit: Promise<EngineExit>;
  readonly removed: Promise<void>;
  readonly #output = new PassThrough({ objectMode: true });
  readonly #stop = new AbortController();
  readonly #startedAt = new Date();
  readonly #exit = Promise.withResolvers<EngineExit>();

  constructor(plan: RunPlan, service: MemoryService, onRemoved: () => void) {
    this.id = plan.executionId;
    this.output = this.#output;
    this.exit = this.#exit.promise;
    this.removed = this.exit.then(onRemoved, onRemoved);
    void this.#call(plan, service);
  }

  startFailure(): StartFailure | undefined {
    return undefined;
  }

  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    const timer = setTimeout(() => this.#end(killedCode), graceMs);
    await this.exit.finally(() => clearTimeout(timer));
  }

  async kill(): Promise<void> {
    this.#stop.abort();
    this.#end(killedCode);
  }

  lose(reason: string): void {
    this.#exit.reject(new ServiceError('ENGINE_LOST', { doing: 'running the service', reason }));
    this.#output.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.removed;
  }

  async #call(plan: RunPlan, service: MemoryService): Promise<void> {
    const { inputFiles, env } = plan;
    const files = Object.fromEntries(inputFiles.map(({ name, text }) => [name, text]));
    const write = (stream: OutputChunk['stream']) => (text: string | Uint8Array) => {
      if (!this.#output.writableEnded) this.#output.write({ stream, bytes: Buffer.from(text) } satisfies OutputChunk);
    };
    const call = { files, env, plan, signal: this.#stop.signal, stdout: write('stdout'), stderr: write('stderr') };
    try {
      const code = await service(call);
      this.#end(typeof code === 'number' ? code : 0);
    } catch (error) {
      call.stderr(`${error}\n`);
      this.#end(1);
    }
  }

  /** The first call decides. */
  #end(exitCode: number): void {
    const times = { startedAt: this.#startedAt, endedAt: new Date() };
    this.#exit.resolve({ exitCode, oomKilled: false, ...times, usage: { samples: 0 } });
    if (!this.#output.writableEnded) this.#output.end();
  }
}
