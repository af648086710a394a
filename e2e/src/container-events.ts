import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { executionLabel, ownerOf } from './containers.ts';

/** What an engine tells of containers, as far as it is waited for. */
export type ContainerAction = 'create' | 'start' | 'die' | 'destroy';

interface Told {
  readonly Action: string;
  readonly Actor: { readonly Attributes: Readonly<Record<string, string>> };
}

/** Listens to what the engine does with the containers of our executions. */
export class ContainerEvents implements Disposable {
  readonly #stream: Readable;
  readonly #told = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  private constructor(stream: Readable) {
    this.#stream = stream;
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') this.#take(JSON.parse(line) as Told);
    });
    stream.on('error', () => undefined);
  }

  static async of(client: Docker): Promise<ContainerEvents> {
    // Podman finds no events by a label without its value: those of others are left out here.
    const stream = await client.getEvents({ filters: { type: ['container'] } });
    return new ContainerEvents(stream as Readable);
  }

  /** Resolves when the engine has told `action` of a container that the command `pid` answers for. */
  async next(action: ContainerAction, pid: number): Promise<void> {
    const key = `${action} ${pid}`;
    if (this.#told.has(key)) return;
    await new Promise<void>((resolve) => this.#waiting.set(key, resolve));
  }

  [Symbol.dispose](): void {
    this.#stream.destroy();
  }

  #take({ Action, Actor }: Told): void {
    if (Actor.Attributes[executionLabel] === undefined) return;
    const key = `${Action} ${ownerOf(Actor.Attributes)}`;
    this.#told.add(key);
    this.#waiting.get(key)?.();
  }
}
