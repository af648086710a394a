import { type ExecutionFacts, isServiceError, type Outcome, settle } from '@planqk-service/core/runtime';
import type { EngineExit, EngineRun, OutputChunk } from '../engine/port.ts';
import { EventQueue } from './event-queue.ts';
import type { ExecutionEvent } from './execution-event.ts';
import { OutputCollector } from './output-collector.ts';
import type { Limits } from './run-plan.ts';

/** Time that a service has between SIGTERM and SIGKILL, in milliseconds. */
export const defaultGraceMs = 10_000;

/** Timers take no more (24.8 days) and would go off at once. */
const longestTimeoutMs = 2 ** 31 - 1;

/** How an execution may be ended before it ends by itself. */
export interface ExecutionOptions {
  /** Aborting it stops the service: SIGTERM, then SIGKILL after `graceMs`. */
  readonly signal?: AbortSignal | undefined;
  /** Stops the service when it takes longer, counted from its start. Milliseconds; by default there is no limit. */
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

/** What has to be known of an execution beside its run. */
export interface ExecutionSubject {
  readonly id: string;
  /** What it is held to; a plain process has none, whatever was asked for. */
  readonly limits: Limits | undefined;
  /** It outlives this process. */
  readonly detached: boolean;
}

/**
 * A service that runs. Iterate it for what it prints (once, right after it was started; optional), await `outcome` for how it ended.
 * Disposing stops the service if need be and waits until every trace of it is gone; disposing of a detached one lets go
 * of it, and the service goes on.
 *
 * @example
 * await using execution = await runner.start(image, input);
 * for await (const event of execution) if (event.type === 'interim') console.log(event.json.text);
 * const outcome = await execution.outcome;
 */
export class Execution implements AsyncIterable<ExecutionEvent>, AsyncDisposable {
  readonly id: string;
  /**
   * How it ended. Never rejects for what the service or the engine did: failures are outcomes too. Rejects with
   * EXECUTION_LET_GO where a detached execution was disposed of before its end was known.
   */
  readonly outcome: Promise<Outcome>;
  /**
   * Every trace of it is gone from the engine, some moments after the outcome. Does not keep the process alive. Of a
   * detached one: this process holds nothing of it any more; `Runner.removeDetached` removes the rest.
   */
  readonly removed: Promise<void>;
  readonly #run: EngineRun;
  readonly #subject: ExecutionSubject;
  readonly #options: ExecutionOptions;
  readonly #events = new EventQueue();
  #stopped: ExecutionFacts['stopped'];

  /** @internal Use `Runner.start` or `Runner.reattach`. */
  constructor(run: EngineRun, subject: ExecutionSubject, options: ExecutionOptions) {
    this.id = subject.id;
    this.#run = run;
    this.#subject = subject;
    this.#options = options;
    for (const text of run.warnings) void this.#events.push({ type: 'warning', text });
    this.removed = run.removed;
    this.outcome = this.#follow();
    // An outcome that nobody awaits must not end the process.
    this.outcome.catch(() => undefined);
  }

  /**
   * Everything that is printed from this call on. Before it, and while nobody iterates, no more than some 1 MB is kept:
   * an execution comes to its end whether or not anybody looks. The outcome has all results either way.
   */
  [Symbol.asyncIterator](): AsyncGenerator<ExecutionEvent> {
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
    if (!this.#subject.detached) this.#stopped ??= { by: 'cancel' };
    this.#events.release();
    const [removal] = await Promise.allSettled([this.#run[Symbol.asyncDispose]()]);
    const error = await this.outcome.then((outcome) => outcome.error?.cause, asLetGo);
    // A lost engine has been told already, and can remove nothing.
    if (removal.status === 'rejected' && error?.code !== 'ENGINE_LOST') throw removal.reason;
  }

  async #follow(): Promise<Outcome> {
    const { signal } = this.#options;
    const onAbort = () => void this.stop();
    const timer = this.#startTimer();
    // What has ended takes no longer, however long its output is still read.
    const endTimer = () => clearTimeout(timer);
    void this.#run.exit.then(endTimer, endTimer);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    try {
      return settle(await this.#gather());
    } catch (error) {
      // A bug of ours must not leave a container behind.
      await Promise.allSettled([this.#run[Symbol.asyncDispose]()]);
      throw error;
    } finally {
      endTimer();
      signal?.removeEventListener('abort', onAbort);
      this.#events.close();
    }
  }

  #startTimer(): NodeJS.Timeout | undefined {
    const { timeoutMs = Number.POSITIVE_INFINITY } = this.#options;
    const { startedAt } = this.#run;
    const remainingMs = timeoutMs - (startedAt === undefined ? 0 : Date.now() - Number(startedAt));
    if (remainingMs > longestTimeoutMs) return undefined;
    return setTimeout(() => void this.#stop({ by: 'timeout', timeoutMs }), Math.max(0, remainingMs));
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
    const { cpu, memoryBytes } = this.#subject.limits ?? {};
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

/** Undefined for the one rejection that letting go of an execution brings about; any other is a bug. */
function asLetGo(error: unknown): undefined {
  if (!isServiceError(error) || error.code !== 'EXECUTION_LET_GO') throw error;
}
