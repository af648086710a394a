import { isServiceError } from '@planqk-service/core';
import type { Image } from '@planqk-service/runner';
import type { EventBus } from '../events/event-bus.ts';

/** Builds the project as it is now. */
export type Build = (signal: AbortSignal) => Promise<Image>;

/** The image that jobs are started with. A build that fails keeps the last good one. */
export class ImageSource {
  readonly #build: Build;
  readonly #events: EventBus;
  readonly #closing = new AbortController();
  #current: Image;
  #rebuilding: Promise<void> | undefined;
  #isBehind = false;

  private constructor(first: Image, build: Build, events: EventBus) {
    this.#current = first;
    this.#build = build;
    this.#events = events;
  }

  /** @throws ServiceError what the first build throws */
  static async open(build: Build, events: EventBus, signal?: AbortSignal): Promise<ImageSource> {
    return new ImageSource(await build(signal ?? new AbortController().signal), build, events);
  }

  current(): Image {
    return this.#current;
  }

  /** Builds again; a change during a build is followed by one more. Never rejects: the outcome is an event. */
  rebuild(): Promise<void> {
    this.#isBehind = true;
    this.#rebuilding ??= this.#catchUp().finally(() => {
      this.#rebuilding = undefined;
    });
    return this.#rebuilding;
  }

  /** Ends a build that runs. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#rebuilding;
  }

  async #catchUp(): Promise<void> {
    while (this.#isBehind && !this.#closing.signal.aborted) {
      this.#isBehind = false;
      const image = this.#current.reference;
      this.#events.emit({ type: 'image', image, state: 'building' });
      try {
        this.#current = await this.#build(this.#closing.signal);
        this.#events.emit({ type: 'image', image: this.#current.reference, state: 'ready' });
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        const detail = isServiceError(error) ? `${error.message} ${error.hint}` : String(error);
        this.#events.emit({ type: 'image', image, state: 'failed', detail });
      }
    }
  }
}
