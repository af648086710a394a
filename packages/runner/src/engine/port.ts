import type { BuildPlan } from '../build/build-plan.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { BuildEvent } from './build-event.ts';
import type { DetachedExecution, DetachedReference } from './detached.ts';
import type { Image } from './image.ts';

/**
 * What the runner needs of a place where services run. One folder per implementation; nothing outside such a folder
 * knows what is behind it. Every method throws `ServiceError` for what a user can mend.
 */
export interface Engine extends AsyncDisposable {
  readonly kind: EngineKind;
  /** @throws ServiceError ENGINE_LOST */
  info(): Promise<EngineInfo>;
  /** The image of this reference, or undefined when the engine has none. */
  findImage(reference: string): Promise<Image | undefined>;
  /** @throws ServiceError BUILD_FAILED, BASE_IMAGE_UNAVAILABLE, ENGINE_LOST, INTERRUPTED, TOOL_MISSING */
  build(plan: BuildPlan, context: BuildContext): Promise<Image>;
  /**
   * Starts the service. When this returns, it runs; when this throws, nothing is left behind, unless the engine is lost.
   *
   * @param ready awaited when nothing but the start itself is missing; what it throws is thrown
   * @throws ServiceError IMAGE_NOT_FOUND, IMAGE_NO_COMMAND, COMMAND_NOT_FOUND, COMMAND_NOT_EXECUTABLE, START_FAILED,
   * GPU_UNAVAILABLE, ENGINE_LOST, INTERRUPTED; for a detached plan also DETACHED_UNSUPPORTED, EXECUTION_EXISTS
   */
  run(plan: RunPlan, signal: AbortSignal, ready?: () => Promise<void>): Promise<EngineRun>;
  /**
   * The detached executions of this store.
   *
   * @throws ServiceError ENGINE_LOST
   */
  listDetached(store: string): Promise<readonly DetachedExecution[]>;
  /**
   * A detached execution that was started before, running or ended: its whole output once more, then what follows.
   *
   * @throws ServiceError EXECUTION_NOT_FOUND, ENGINE_LOST
   */
  reattach(reference: DetachedReference): Promise<EngineRun>;
  /**
   * Ends and removes a detached execution; does nothing where there is none.
   *
   * @throws ServiceError ENGINE_LOST
   */
  removeDetached(reference: DetachedReference): Promise<void>;
  /** Removes what owners that no longer live have left behind, and detached executions whose store is gone. */
  sweep(): Promise<SweepReport>;
}

export type EngineKind = 'docker' | 'process';

export interface BuildContext {
  readonly signal: AbortSignal;
  readonly onEvent: (event: BuildEvent) => void;
}

/**
 * One started service. When it has ended, its traces go by themselves; disposing ends it if it still runs, and waits
 * until they are gone.
 *
 * Of a detached one nothing goes by itself, and disposing lets go of it: nothing is ended, `exit` rejects with
 * EXECUTION_LET_GO unless it is known, and `output` ends.
 */
export interface EngineRun extends AsyncDisposable {
  /** When the service was started, where that was before it was reattached. */
  readonly startedAt?: Date;
  /** What has to be said to the user about how it was started, one sentence each. */
  readonly warnings: readonly string[];
  /** stdout and stderr in the order of arrival; ends when both are complete. Iterate once. */
  readonly output: AsyncIterable<OutputChunk>;
  /** @throws ServiceError ENGINE_LOST, EXECUTION_LET_GO */
  readonly exit: Promise<EngineExit>;
  /**
   * Every trace is gone; of a detached one, that nothing is held any more. Need not keep the process alive once the
   * service has ended.
   */
  readonly removed: Promise<void>;
  /** Why the image's command never ran, if that is what `exitCode` means. Ask when the output is complete. */
  startFailure(exitCode: number): StartFailure | undefined;
  /** Asks the service to end (SIGTERM) and ends it by force after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  /** Ends it by force, now (SIGKILL). */
  kill(): Promise<void>;
}

export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Uint8Array;
}

export interface EngineExit {
  /** 0 to 255. */
  readonly exitCode: number;
  /** The kernel killed a process of the service for want of memory; not necessarily the main one. */
  readonly oomKilled: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly usage: EngineUsage;
}

export interface StartFailure {
  readonly code: 'COMMAND_NOT_FOUND' | 'COMMAND_NOT_EXECUTABLE';
  readonly command: string;
  readonly reason: string;
}

/** Sampled while the service ran; a service that ends within milliseconds may have been sampled once or never. */
export interface EngineUsage {
  readonly samples: number;
  /** Bytes. */
  readonly peakMemoryBytes?: number;
  /** Milliseconds of processor time, all cores together. */
  readonly cpuTimeMs?: number;
}

export interface EngineInfo {
  readonly kind: EngineKind;
  /** For people: "Docker Engine 28.2", "Podman 4.3", "plain processes". */
  readonly name: string;
  readonly version: string;
  readonly apiVersion?: string;
  /** Where it was reached and by which rule it was found. */
  readonly address?: string;
  readonly source?: string;
  /** For example linux/amd64. */
  readonly platform: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly storageDriver?: string;
  /** Folder of the engine's data; on a remote engine it is a folder there. */
  readonly dataRoot?: string;
}

export interface SweepReport {
  /** Ids of the executions whose remains were removed. */
  readonly removed: readonly string[];
}
