import { signal } from '@preact/signals';
import type { Client } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { backoffMs, readEvents } from '../api/events.ts';
import type { ServerEvent } from '../api/types.ts';

/** `away`: nobody answers, the next attempt is due at `retryAt` (epoch ms). */
export type Connection =
  | { readonly state: 'connecting' | 'online' }
  | { readonly state: 'away'; readonly retryAt: number }
  | { readonly state: 'token'; readonly refused: boolean };

export type ConnectionStore = ReturnType<typeof createConnection>;

/** Keeps one stream of events open for as long as the page lives, and says how that goes. */
export function createConnection() {
  const connection = signal<Connection>({ state: 'connecting' });
  /** Grows with each new stream: what was read before may have changed while nobody told. */
  const generation = signal(0);
  const listeners = new Set<(event: ServerEvent) => void>();
  let wake = () => {};

  async function run(client: Client, stop: AbortSignal): Promise<void> {
    for (let attempt = 0; !stop.aborted; ) {
      const broken = new AbortController();
      const interrupted = new Promise<void>((resolve) => {
        wake = () => {
          broken.abort();
          resolve();
        };
      });
      try {
        await readEvents(client, {
          signal: AbortSignal.any([stop, broken.signal]),
          onOpen: () => {
            attempt = 0;
            connection.value = { state: 'online' };
            generation.value += 1;
          },
          onEvent: (event) => {
            for (const listener of listeners) listener(event);
          },
        });
      } catch (error) {
        if (error instanceof ApiError && error.needsToken) {
          await interrupted;
          continue;
        }
      }
      if (stop.aborted) return;
      if (broken.signal.aborted) continue;
      const waitMs = backoffMs(attempt, Math.random());
      attempt += 1;
      connection.value = { state: 'away', retryAt: Date.now() + waitMs };
      await Promise.race([interrupted, new Promise((resolve) => setTimeout(resolve, waitMs))]);
    }
  }

  return {
    connection,
    generation,
    run,
    /** Connects now instead of later. */
    retry: () => wake(),
    askForToken: (refused: boolean) => {
      connection.value = { state: 'token', refused };
    },
    /** Calls `listener` with every event until the function it returns is called. */
    listen(listener: (event: ServerEvent) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
