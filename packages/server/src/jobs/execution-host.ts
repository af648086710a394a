import type { ServiceInput } from '@planqk-service/core';
import type { Execution, Image, Runner, StartOptions } from '@planqk-service/runner';
import type { ContainerSight } from './decide-recovery.ts';

/** How one execution is followed. */
export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs?: number | undefined;
}

export interface BeginOptions extends FollowOptions {
  /** As in `StartOptions`. */
  readonly beforeStart: () => Promise<void>;
}

/** The engine of executions that end with their server. */
export const ownProcess = 'process';

/** Where executions of jobs live; the id of an execution is that of its job. */
export interface ExecutionHost {
  /** Whether executions survive this process. */
  readonly survives: boolean;
  /** Address of the engine, or {@link ownProcess}. A job can be found on the engine that it was started on only. */
  readonly engine: string;
  start(id: string, image: Image, input: ServiceInput, options: BeginOptions): Promise<Execution>;
  /** What there is of earlier servers, by id. */
  list(): Promise<ReadonlyMap<string, ContainerSight>>;
  /** Reads the output of an execution from its first byte; its time limit counts from its own start. */
  reattach(id: string, options: FollowOptions): Promise<Execution>;
  /** Removes what is left of an execution whose outcome is stored. */
  remove(id: string): Promise<void>;
}

/**
 * Executions that belong to a job store and go on while no server runs.
 *
 * @param engine its address
 * @param store absolute path of the store
 */
export function detachedHost(
  runner: Runner,
  engine: string,
  store: string,
  settings: () => StartOptions,
): ExecutionHost {
  return {
    survives: true,
    engine,
    start: (executionId, image, input, options) =>
      runner.start(image, input, { ...settings(), ...options, executionId, detached: { store } }),
    list: async () => new Map((await runner.listDetached(store)).map(({ executionId, state }) => [executionId, state])),
    reattach: (executionId, options) => runner.reattach(executionId, { ...settings(), ...options, store }),
    remove: (executionId) => runner.removeDetached(executionId, { store }),
  };
}

/** Executions that end with this process: plain processes, and servers that keep nothing. */
export function attachedHost(runner: Runner, settings: () => StartOptions): ExecutionHost {
  return {
    survives: false,
    engine: ownProcess,
    start: (_id, image, input, options) => runner.start(image, input, { ...settings(), ...options }),
    list: async () => new Map(),
    reattach: async () => {
      throw new TypeError('What ended with its server cannot be followed.');
    },
    // They remove themselves.
    remove: async () => undefined,
  };
}
