import { createInput, isServiceError } from '@planqk-service/core';
import type { Execution } from '@planqk-service/runner';
import { decideEnd, failure, type JobEnd } from './decide-end.ts';
import { follow } from './follow.ts';
import type { JobError } from './job.ts';
import type { JobWorld } from './job-world.ts';
import { announce, settleJob } from './settle-job.ts';
import { Postponed } from './start-gate.ts';

/** How one attempt at a job came out. `lost`: nobody knows; it has to be looked for again. */
export type Attempt =
  | { readonly kind: 'settled' }
  | { readonly kind: 'lost'; readonly by: 'engine' | 'disk' }
  /** It is over, but how could not be stored yet. */
  | { readonly kind: 'unstored'; readonly end: JobEnd }
  /** It was not started after all, and waits as before. */
  | { readonly kind: 'postponed' };

/** What ends an attempt before its time. */
export interface AttemptSignals {
  /** The job was cancelled. */
  readonly cancelled: AbortSignal;
  /** The server lets go of it; whatever comes afterwards is for the next one. */
  readonly abandoned: AbortSignal;
}

/** What lets so many jobs run at the same time. */
export interface Turn {
  /** Resolves when the job may be started. @throws Postponed */
  comes(): Promise<void>;
  /** Its service has ended: the next one may be started while the end of this one is stored. */
  isOver(): void;
}

/** The image has changed while a job was prepared with the one before. */
class Outdated extends Error {}

/**
 * Prepares a job that waits, starts it when it is its turn, and brings it to its end. Its intent is stored before anything
 * is asked of the engine.
 */
export async function startJob(id: string, world: JobWorld, signals: AttemptSignals, turn: Turn): Promise<Attempt> {
  const { store, files, host, images, timeoutMs } = world;
  const begin = async (): Promise<Execution> => {
    const image = images.current();
    store.note(id, { container: 'intended', image: image.reference, engine: host.engine });
    const { input } = createInput(await files.input(id));
    const beforeStart = async () => {
      await turn.comes();
      if (images.current().id !== image.id) throw new Outdated();
    };
    try {
      return await host.start(id, image, input, { signal: signals.cancelled, timeoutMs, beforeStart });
    } catch (error) {
      if (error instanceof Outdated) return begin();
      throw error;
    }
  };
  return attempt(id, world, signals, turn, begin);
}

/** Takes up a job whose execution is there, running or over, and brings it to its end. */
export async function resumeJob(id: string, world: JobWorld, signals: AttemptSignals, turn: Turn): Promise<Attempt> {
  const { host, timeoutMs } = world;
  return attempt(id, world, signals, turn, () => host.reattach(id, { signal: signals.cancelled, timeoutMs }));
}

async function attempt(
  id: string,
  world: JobWorld,
  { abandoned, cancelled }: AttemptSignals,
  turn: Turn,
  begin: () => Promise<Execution>,
): Promise<Attempt> {
  const { store, now, host } = world;
  let execution: Execution | undefined;
  try {
    execution = await begin();
    // What an engine that is lost was running may run on: it keeps its place.
    void execution.outcome.then(
      ({ error }) => error?.cause.code === 'ENGINE_LOST' || turn.isOver(),
      () => undefined,
    );
    if (abandoned.aborted) return { kind: 'settled' };
    const startedAt = store.get(id)?.startedAt ?? now();
    announce(store.become(id, 'RUNNING', now(), { startedAt }), world);
    const outcome = await follow(id, execution, world, abandoned);
    if (abandoned.aborted) return { kind: 'settled' };
    if (outcome.error?.cause.code === 'ENGINE_LOST' && host.survives && !cancelled.aborted)
      return { kind: 'lost', by: 'engine' };
    return await settle(id, decideEnd(outcome), world);
  } catch (error) {
    if (error instanceof Postponed) return { kind: 'postponed' };
    if (abandoned.aborted) return { kind: 'settled' };
    if (isEngineLost(error) && host.survives) return { kind: 'lost', by: 'engine' };
    if (!isServiceError(error)) world.onTrouble(id, error);
    // What was printed is still with the engine, and is read again when there is room for it.
    if (isDiskFull(error) && host.survives) {
      await execution?.[Symbol.asyncDispose]();
      return { kind: 'lost', by: 'disk' };
    }
    // Where this fails, its removal tries again.
    await execution?.kill().catch(() => undefined);
    return settle(id, failure(asJobError(error)), world);
  }
}

/** Stores how a job ended, as far as it can be stored now. */
export async function settle(id: string, end: JobEnd, world: JobWorld): Promise<Attempt> {
  try {
    await settleJob(id, end, world);
    return { kind: 'settled' };
  } catch (error) {
    world.onTrouble(id, error);
    return { kind: 'unstored', end };
  }
}

function asJobError(error: unknown): JobError {
  if (isServiceError(error)) return { code: error.code, detail: `${error.message} ${error.hint}` };
  if (isDiskFull(error))
    return {
      code: 'DISK_FULL',
      detail: 'The disk of the server was full, so that the output could not be kept. Make room and submit it again.',
    };
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'INTERNAL_ERROR', detail: `The server could not follow the service: ${reason}. Its log says more.` };
}

function isEngineLost(error: unknown): boolean {
  return isServiceError(error) && error.code === 'ENGINE_LOST';
}

/** Whether something could not be written for want of space, by the file system or by SQLite. */
export function isDiskFull(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number };
  const sqliteFull = 13;
  return code === 'ENOSPC' || code === 'EDQUOT' || errcode === sqliteFull;
}
