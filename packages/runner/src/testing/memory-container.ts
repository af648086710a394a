import { PassThrough } from 'node:stream';
import type { EngineExit, OutputChunk } from '../engine/port.ts';
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
const terminatedCode = 143;

/** What the in-memory engine has of one execution, whoever looks at it. A detached one keeps its output. */
export class MemoryContainer {
  readonly plan: RunPlan;
  readonly ended: Promise<EngineExit>;
  readonly #ended = Promise.withResolvers<EngineExit>();
  readonly #stop = new AbortController();
  readonly #readers = new Set<PassThrough>();
  readonly #kept: OutputChunk[] = [];
  #startedAt: Date | undefined;
  #hasEnded = false;

  constructor(plan: RunPlan) {
    this.plan = plan;
    this.ended = this.#ended.promise;
  }

  /** Undefined until it is started. */
  get startedAt(): Date | undefined {
    return this.#startedAt;
  }

  get state(): 'created' | 'running' | 'exited' {
    if (this.#hasEnded) return 'exited';
    return this.#startedAt === undefined ? 'created' : 'running';
  }

  start(service: MemoryService): void {
    this.#startedAt = new Date();
    void this.#call(service);
  }

  /** What was kept of the output, then what follows. */
  read(): PassThrough {
    const reader = new PassThrough({ objectMode: true });
    for (const chunk of this.#kept) reader.write(chunk);
    if (this.#hasEnded) reader.end();
    else this.#readers.add(reader.once('close', () => this.#readers.delete(reader)));
    return reader;
  }

  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    const timer = setTimeout(() => this.#end(killedCode), graceMs);
    await this.ended.finally(() => clearTimeout(timer));
  }

  kill(): void {
    this.#stop.abort();
    this.#end(killedCode);
  }

  /** Ends it as an engine does that is stopped. */
  terminate(): void {
    this.#stop.abort();
    this.#end(terminatedCode);
  }

  async #call(service: MemoryService): Promise<void> {
    const { plan } = this;
    const { inputFiles, env } = plan;
    const files = Object.fromEntries(inputFiles.map(({ name, text }) => [name, text]));
    const write = (stream: OutputChunk['stream']) => (text: string | Uint8Array) =>
      this.#print({ stream, bytes: Buffer.from(text) });
    const call = { files, env, plan, signal: this.#stop.signal, stdout: write('stdout'), stderr: write('stderr') };
    try {
      const code = await service(call);
      this.#end(typeof code === 'number' ? code : 0);
    } catch (error) {
      call.stderr(`${error}\n`);
      this.#end(1);
    }
  }

  #print(chunk: OutputChunk): void {
    if (this.#hasEnded) return;
    if (this.plan.detached) this.#kept.push(chunk);
    for (const reader of this.#readers) if (!reader.writableEnded) reader.write(chunk);
  }

  /** The first call decides. */
  #end(exitCode: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const endedAt = new Date();
    const startedAt = this.#startedAt ?? endedAt;
    this.#ended.resolve({ exitCode, oomKilled: false, startedAt, endedAt, usage: { samples: 0 } });
    for (const reader of this.#readers) if (!reader.writableEnded) reader.end();
  }
}
