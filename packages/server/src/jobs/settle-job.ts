import { isFinal } from '@planqk-service/core';
import type { JobEnd } from './decide-end.ts';
import type { Job } from './job.ts';
import type { JobWorld } from './job-world.ts';

/**
 * Stores how a job ended: first its result, then its status. A job that was cancelled meanwhile stays cancelled.
 *
 * @throws what keeps it from being stored, such as a full disk
 */
export async function settleJob(id: string, { status, body, facts }: JobEnd, world: JobWorld): Promise<void> {
  const { store, files, events, now } = world;
  const before = store.get(id);
  if (before === undefined) return;
  if (isFinal(before.status)) return store.note(id, withoutError(facts));
  if (body !== undefined) await files.writeResult(id, body);
  const endedAt = Math.max(now(), before.startedAt ?? 0);
  const size = body === undefined ? {} : { resultBytes: Buffer.byteLength(body) };
  const job = store.become(id, status, endedAt, { ...facts, ...size, endedAt });
  if (job === undefined) store.note(id, withoutError(facts));
  else events.emit({ type: 'job', job });
}

/** Why a cancelled job ended is known. */
function withoutError({ error: _, ...facts }: JobEnd['facts']): JobEnd['facts'] {
  return facts;
}

/** Removes what is left of an execution on its engine, and notes that nothing is left. */
export async function removeExecution(id: string, { host, store }: Pick<JobWorld, 'host' | 'store'>): Promise<void> {
  await host.remove(id);
  store.note(id, { container: 'gone' });
}

/** Tells watchers where a job stands. */
export function announce(job: Job | undefined, { events }: Pick<JobWorld, 'events'>): void {
  if (job !== undefined) events.emit({ type: 'job', job });
}
