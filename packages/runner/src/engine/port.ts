import type { BuildPlan } from '../build/build-plan.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { BuildEvent } from './build-event.ts';
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
   * Starts the service. When this returns, it runs; when this throws, nothing is left behind.
   *
   * @throws ServiceError IMAGE_NOT_FOUND, IMAGE_NO_COMMAND, COMMAND_NOT_FOUND, COMMAND_NOT_EXECUTABLE, START_FAILED,
   * GPU_UNAVAILABLE, ENGINE_LOST, INTERRUPTED
   */
  run(plan: RunPlan, signal: AbortSignal): Promise<EngineRun>;
  /** Removes what owners that no longer live have left behind. */
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
 */
export interface EngineRun extends AsyncDisposable {
  /** What has to be said to the user about how it was started, one sentence each. */
  readonly warnings: readonly string[];
  /** stdout and stderr in the order of arrival; ends when both are complete. Iterate once. */
  readonly output: AsyncIterable<OutputChunk>;
  /** @throws ServiceError ENGINE_LOST */
  readonly exit: Promise<EngineExit>;
  /** Every trace is gone. Need not keep the process alive once the service has ended. */
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
