import { isServiceError } from '@planqk-service/core';
import type { Image } from '@planqk-service/runner';
import type { EventBus, ImageEvent } from '../events/event-bus.ts';

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
  #news: ImageEvent | undefined;

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

  /** That a new image is being built, or why there is none; undefined when all is well. */
  get news(): ImageEvent | undefined {
    return this.#news;
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
      this.#tell({ type: 'image', image, state: 'building' });
      try {
        this.#current = await this.#build(this.#closing.signal);
        this.#tell({ type: 'image', image: this.#current.reference, state: 'ready' });
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        const detail = isServiceError(error) ? `${error.message} ${error.hint}` : String(error);
        this.#tell({ type: 'image', image, state: 'failed', detail });
      }
    }
  }

  #tell(event: ImageEvent): void {
    this.#news = event.state === 'ready' ? undefined : event;
    this.#events.emit(event);
  }
}
