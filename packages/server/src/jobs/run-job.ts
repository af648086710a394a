import { createInput, isServiceError, type Outcome } from '@planqk-service/core';
import type { Execution } from '@planqk-service/runner';
import { decideEnd, failure } from './decide-end.ts';
import { follow } from './follow.ts';
import type { JobWorld } from './job-world.ts';
import { announce, settleJob } from './settle-job.ts';

/** How one attempt at a job came out. `lost`: nobody knows; it has to be looked for again. */
export type Attempt =
  | { readonly kind: 'settled' }
  | { readonly kind: 'lost'; readonly by: 'engine' | 'disk'; readonly reason: string };

/** What ends an attempt before its time. */
export interface AttemptSignals {
  /** The job was cancelled. */
  readonly cancelled: AbortSignal;
  /** The server lets go of it; whatever comes afterwards is for the next one. */
  readonly abandoned: AbortSignal;
}

/** Starts a job that waits, and brings it to its end. Its intent is stored before anything is asked of the engine. */
export async function startJob(id: string, world: JobWorld, signals: AttemptSignals): Promise<Attempt> {
  const { store, files, host, images, timeoutMs } = world;
  return attempt(id, world, signals, async () => {
    const image = images.current();
    store.note(id, { container: 'intended', image: image.reference });
    const { input } = createInput(await files.input(id));
    return host.start(id, image, input, { signal: signals.cancelled, timeoutMs });
  });
}

/** Takes up a job whose execution is there, running or over, and brings it to its end. */
export async function resumeJob(id: string, world: JobWorld, signals: AttemptSignals): Promise<Attempt> {
  const { host, timeoutMs } = world;
  return attempt(id, world, signals, () => host.reattach(id, { signal: signals.cancelled, timeoutMs }));
}

async function attempt(
  id: string,
  world: JobWorld,
  { abandoned, cancelled }: AttemptSignals,
  begin: () => Promise<Execution>,
): Promise<Attempt> {
  const { store, now, host } = world;
  let execution: Execution | undefined;
  try {
    execution = await begin();
    if (abandoned.aborted) return { kind: 'settled' };
    const startedAt = store.get(id)?.startedAt ?? now();
    announce(store.become(id, 'RUNNING', now(), { startedAt }), world);
    const outcome = await follow(id, execution, world, abandoned);
    if (abandoned.aborted) return { kind: 'settled' };
    const reason = lostReason(outcome);
    if (reason !== undefined && host.survives && !cancelled.aborted) return { kind: 'lost', by: 'engine', reason };
    await settleJob(id, decideEnd(outcome), world);
    return { kind: 'settled' };
  } catch (error) {
    if (abandoned.aborted) return { kind: 'settled' };
    const isEngine = isServiceError(error) && error.code === 'ENGINE_LOST';
    const reason = error instanceof Error ? error.message : String(error);
    if (isEngine && host.survives) return { kind: 'lost', by: 'engine', reason };
    if (isServiceError(error)) {
      await settleJob(id, failure({ code: error.code, detail: `${error.message} ${error.hint}` }), world);
      return { kind: 'settled' };
    }
    // What was printed is still with the engine, and is read again when there is room for it.
    if (isDiskFull(error) && host.survives) return { kind: 'lost', by: 'disk', reason };
    await execution?.kill();
    if (!isDiskFull(error)) throw error;
    return { kind: 'lost', by: 'disk', reason };
  }
}

function lostReason({ error }: Outcome): string | undefined {
  return error?.cause.code === 'ENGINE_LOST' ? error.detail : undefined;
}

/** Whether something could not be written for want of space, by the file system or by SQLite. */
export function isDiskFull(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number };
  const sqliteFull = 13;
  return code === 'ENOSPC' || code === 'EDQUOT' || errcode === sqliteFull;
}
