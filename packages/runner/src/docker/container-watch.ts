import type { IncomingMessage } from 'node:http';
import type { DockerClient } from './client.ts';
import { jsonLines } from './json-lines.ts';

/** What an engine tells of a container's life. Docker calls the last one `destroy`, Podman `remove`. */
interface ContainerEvent {
  readonly Action: string;
  readonly Actor: { readonly Attributes: Readonly<Record<string, string>> };
  /** Nanoseconds since 1970: too large for a number, but milliseconds are all that is shown. */
  readonly timeNano: number;
}

/**
 * Exit code of a process that was killed. Whether for want of memory is told by another event, which under load may
 * come behind `die`; it comes before the last one.
 */
export const killedCode = 137;

/** How a container ended. */
export interface Ending {
  readonly exitCode: number;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** The kernel killed one of its processes for want of memory before it ended. */
  readonly oomKilled: boolean;
}

/**
 * Follows the events of one container. Open it before the container is started.
 *
 * `die` tells the exit code as soon as the main process has ended; the answer to "wait" comes only when the engine has
 * taken down the network too, which takes longer than a short service (docs/probes).
 */
export class ContainerWatch implements Disposable {
  /** Undefined when the events ended before the container did. */
  readonly ended: Promise<Ending | undefined>;
  /** Whether the engine has told that it removed the container. Does not keep the process alive once it has ended. */
  readonly gone: Promise<boolean>;
  readonly #stream: IncomingMessage;
  readonly #untilDeath: boolean;
  #isOver = false;

  /** @param untilDeath nobody removes the container: `die` is the last that is told, and `gone` is false */
  constructor(stream: IncomingMessage, untilDeath: boolean) {
    this.#stream = stream;
    this.#untilDeath = untilDeath;
    const ended = Promise.withResolvers<Ending | undefined>();
    this.ended = ended.promise;
    this.gone = this.#follow(ended.resolve);
  }

  /** Nothing more is told. Before the start of the container that means that the engine has gone, perhaps to come back. */
  get isOver(): boolean {
    return this.#isOver;
  }

  static async open(
    client: DockerClient,
    id: string,
    { untilDeath }: { readonly untilDeath: boolean },
  ): Promise<ContainerWatch> {
    return new ContainerWatch(await client.events(id), untilDeath);
  }

  /** Keeps the process alive until the container is gone. */
  async waitUntilGone(): Promise<boolean> {
    this.#stream.socket?.ref();
    return this.gone;
  }

  [Symbol.dispose](): void {
    this.#stream.destroy();
  }

  async #follow(onEnd: (ending: Ending | undefined) => void): Promise<boolean> {
    let startedAt = new Date();
    let oomKilled = false;
    let ending: Omit<Ending, 'oomKilled'> | undefined;
    try {
      for await (const { Action, Actor, timeNano } of jsonLines<ContainerEvent>(this.#stream)) {
        const time = new Date(timeNano / 1e6);
        if (Action === 'start') startedAt = time;
        else if (Action === 'oom') oomKilled = true;
        else if (Action === 'die') {
          ending = { exitCode: Number(Actor.Attributes['exitCode']), startedAt, endedAt: time };
          if (this.#untilDeath) return false;
          if (ending.exitCode !== killedCode) onEnd({ ...ending, oomKilled });
          this.#stream.socket?.unref();
        } else if (Action === 'destroy' || Action === 'remove') return true;
      }
    } catch {
      // The connection broke, or we closed it: whoever waits for the end asks in another way.
    } finally {
      this.#isOver = true;
      onEnd(ending && { ...ending, oomKilled });
      this.#stream.destroy();
    }
    return false;
  }
}
