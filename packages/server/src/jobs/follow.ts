import type { Outcome } from '@planqk-service/core';
import type { Execution } from '@planqk-service/runner';
import type { EventBus } from '../events/event-bus.ts';
import { InterimWriter } from '../store/interim-file.ts';
import type { JobFiles } from '../store/job-files.ts';
import type { JobStore } from '../store/job-store.ts';
import { LogWriter } from '../store/log-writer.ts';

/** Watchers are told of a growing log, and its count of interim results is noted, no more often than this. */
const tellEveryMs = 250;

export interface FollowWorld {
  readonly store: JobStore;
  readonly files: JobFiles;
  readonly events: EventBus;
}

/**
 * Keeps everything that an execution prints until it is over. Its log is written anew; interim results that are kept
 * already are not written twice.
 *
 * @param abandoned from then on nothing is written any more, and what is returned means nothing
 * @throws what keeps the output from being written, such as a full disk
 */
export async function follow(
  id: string,
  execution: Execution,
  { store, files, events }: FollowWorld,
  abandoned: AbortSignal,
): Promise<Outcome> {
  // Before anything is waited for: what is printed meanwhile must not be dropped.
  const printed = execution[Symbol.asyncIterator]();
  const log = new LogWriter(files.logPath(id));
  const interim = await InterimWriter.open(files.interimPath(id));
  let logBytes = 0;
  let told = { logBytes, count: 0 };
  const tell = () => {
    if (interim.count > told.count) {
      store.note(id, { interimCount: interim.count });
      events.emit({ type: 'interim', id, count: interim.count });
    }
    if (logBytes > told.logBytes) events.emit({ type: 'log', id, bytes: logBytes });
    told = { logBytes, count: interim.count };
  };
  const timer = setInterval(tell, tellEveryMs);
  const letGo = () => {
    clearInterval(timer);
    log.destroy();
    interim.destroy();
  };
  abandoned.addEventListener('abort', letGo, { once: true });
  try {
    for await (const event of printed) {
      if (abandoned.aborted) break;
      if (event.type === 'log') {
        logBytes += event.bytes.byteLength;
        await log.write(event.stream, event.bytes);
      } else if (event.type === 'interim') await interim.add(event.json);
    }
    const outcome = await execution.outcome;
    if (abandoned.aborted) return outcome;
    await Promise.all([log.end(), interim.end()]);
    tell();
    return outcome;
  } finally {
    abandoned.removeEventListener('abort', letGo);
    letGo();
  }
}
