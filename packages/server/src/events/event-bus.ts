import type { Job } from '../jobs/job.ts';

/** What a server tells those who watch it. */
export type ServerEvent =
  /** A job was accepted or has another status. */
  | { readonly type: 'job'; readonly job: Job }
  | { readonly type: 'interim'; readonly id: string; readonly count: number }
  /** `bytes` is the size of the log so far. */
  | { readonly type: 'log'; readonly id: string; readonly bytes: number }
  | ImageEvent;

export interface ImageEvent {
  readonly type: 'image';
  readonly image: string;
  readonly state: 'building' | 'ready' | 'failed';
  readonly detail?: string;
}

export type Listener = (event: ServerEvent) => void;

/** Hands events to all who listen, at once and in order. */
export class EventBus {
  readonly #listeners = new Set<Listener>();

  emit(event: ServerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns what ends the listening */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
