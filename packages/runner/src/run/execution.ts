import { type ExecutionFacts, isServiceError, type Outcome, settle } from '@planqk-service/core/runtime';
import type { EngineExit, EngineRun, OutputChunk } from '../engine/port.ts';
import { EventQueue } from './event-queue.ts';
import type { ExecutionEvent } from './execution-event.ts';
import { OutputCollector } from './output-collector.ts';
import type { RunPlan } from './run-plan.ts';

/** Time that a service has between SIGTERM and SIGKILL, in milliseconds. */
export const defaultGraceMs = 10_000;

/** Timers take no more (24.8 days) and would go off at once. */
const longestTimeoutMs = 2 ** 31 - 1;

/** How an execution may be ended before it ends by itself. */
export interface ExecutionOptions {
  /** Aborting it stops the service: SIGTERM, then SIGKILL after `graceMs`. */
  readonly signal?: AbortSignal | undefined;
  /** Stops the service when it takes longer. Milliseconds; by default there is no limit. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds; by default 10 000. */
  readonly graceMs?: number | undefined;
  /** Who set the memory limit, for messages, such as `resources.memory in planqk.json`. */
  readonly memoryLimitSetBy?: string | undefined;
  /**
   * Called with every piece of output, before it is read for results: what an observer such as core's
   * `OutputInspector` needs. The bytes are a slice of a larger buffer, for looking at: copy what is to be kept, change nothing. Must not throw.
   */
  readonly onOutput?: ((chunk: OutputChunk) => void) | undefined;
}

/**
 * A service that runs. Iterate it for what it prints (once, right after it was started; optional), await `outcome` for how it ended.
 * Disposing stops the service if need be and waits until every trace of it is gone.
 *
 * @example
 * await using execution = await runner.start(image, input);
 * for await (const event of execution) if (event.type === 'interim') console.log(event.json.text);
 * const outcome = await execution.outcome;
 */
export class Execution implements AsyncIterable<ExecutionEvent>, AsyncDisposable {
  readonly id: string;
  /** How it ended. Never rejects for what the service or the engine did: failures are outcomes too. */
  readonly outcome: Promise<Outcome>;
  /** Every trace of it is gone from the engine, some moments after the outcome. Does not keep the process alive. */
  readonly removed: Promise<void>;
  readonly #run: EngineRun;
  readonly #plan: RunPlan;
  readonly #options: ExecutionOptions;
  readonly #events = new EventQueue();
  #stopped: ExecutionFacts['stopped'];

  constructor(run: EngineRun, plan: RunPlan, options: ExecutionOptions) {
    this.id = plan.executionId;
    this.#run = run;
    this.#plan = plan;
    this.#options = options;
    for (const text of run.warnings) void this.#events.push({ type: 'warning', text });
    this.removed = run.removed;
    this.outcome = this.#follow();
    // An outcome that nobody awaits must not end the process.
    this.outcome.catch(() => undefined);
  }

  [Symbol.asyncIterator](): AsyncIterator<ExecutionEvent> {
    return this.#events.read();
  }

  /** Stops the service gracefully; the outcome will be CANCELLED. */
  async stop(): Promise<void> {
    await this.#stop({ by: 'cancel' });
  }

  /** Ends the service at once; the outcome will be CANCELLED. */
  async kill(): Promise<void> {
    this.#stopped ??= { by: 'cancel' };
    this.#events.release();
    await this.#run.kill().catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped ??= { by: 'cancel' };
    this.#events.release();
    const [removal] = await Promise.allSettled([this.#run[Symbol.asyncDispose]()]);
    const { error } = await this.outcome;
    // A lost engine has been told already, and can remove nothing.
    if (removal.status === 'rejected' && error?.cause.code !== 'ENGINE_LOST') throw removal.reason;
  }

  async #follow(): Promise<Outcome> {
    const { signal, timeoutMs } = this.#options;
    const onAbort = () => void this.stop();
    const timer =
      timeoutMs === undefined || timeoutMs > longestTimeoutMs
        ? undefined
        : setTimeout(() => void this.#stop({ by: 'timeout', timeoutMs }), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    try {
      return settle(await this.#gather());
    } catch (error) {
      // A bug of ours must not leave a container behind.
      await Promise.allSettled([this.#run[Symbol.asyncDispose]()]);
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.#events.close();
    }
  }

  async #gather(): Promise<ExecutionFacts> {
    let room: Promise<void> | undefined;
    const collector = new OutputCollector((event) => {
      room = this.#events.push(event);
    });
    const begun = new Date();
    let exit: EngineExit | undefined;
    let engineLost: ExecutionFacts['engineLost'];
    try {
      for await (const chunk of this.#run.output) {
        this.#options.onOutput?.(chunk);
        collector.push(chunk);
        await room;
      }
      exit = await this.#run.exit;
    } catch (error) {
      if (!isServiceError(error) || error.code !== 'ENGINE_LOST') throw error;
      engineLost = error.details as ExecutionFacts['engineLost'];
    }
    // A plain process has none, whatever was asked for.
    const { cpu, memoryBytes } = (this.#plan.image.engine !== 'process' && this.#plan.limits) || {};
    return {
      ...collector.end(),
      exitCode: exit?.exitCode ?? null,
      oomKilled: exit?.oomKilled ?? false,
      startedAt: exit?.startedAt ?? begun,
      endedAt: exit?.endedAt ?? new Date(),
      usage: {
        samples: 0,
        ...exit?.usage,
        ...(memoryBytes !== undefined && { memoryLimitBytes: memoryBytes }),
        ...(cpu !== undefined && { cpuLimit: cpu }),
      },
      startFailure: exit && this.#run.startFailure(exit.exitCode),
      stopped: this.#stopped,
      engineLost,
      memoryLimitSetBy: this.#options.memoryLimitSetBy,
    };
  }

  async #stop(reason: NonNullable<ExecutionFacts['stopped']>): Promise<void> {
    if (this.#stopped !== undefined) return;
    this.#stopped = reason;
    this.#events.release();
    // A service that has just ended, or an engine that has just gone, is told by the outcome.
    await this.#run.stop(this.#options.graceMs ?? defaultGraceMs).catch(() => undefined);
  }
}
