import { isServiceError } from '@planqk-service/core';
import { arrayElements } from './json-array.ts';
import type { ServiceClient } from './service-client.ts';

/** Interim results are a courtesy: while the job runs they may fail to come, and at its end little time is spent. */
const patienceAtEndMs = 5_000;
const optional: ReadonlySet<string> = new Set(['API_REFUSED', 'API_ANSWER_INVALID']);

/** Reads the interim results of a job as they come, each one once and in order. */
export class InterimFollower {
  readonly #client: ServiceClient;
  readonly #id: string;
  readonly #onInterim: (text: string, index: number) => void;
  readonly #shown: string[] = [];
  #last = '';

  constructor(client: ServiceClient, id: string, onInterim: (text: string, index: number) => void) {
    this.#client = client;
    this.#id = id;
    this.#onInterim = onInterim;
  }

  /** All that were shown, as raw JSON. */
  get all(): readonly string[] {
    return this.#shown;
  }

  /**
   * Looks for new ones; whether there are any. While the job runs the last one is asked for, and all of them only
   * when it has changed, so that a chatty service is not read again and again.
   */
  async look(signal: AbortSignal, ended: boolean): Promise<boolean> {
    if (!ended) {
      const last = await this.#read({ last: 'true' }, 0, signal);
      if (last === undefined || last === this.#last || arrayElements(last)?.length === 0) return false;
      this.#last = last;
    }
    const text = await this.#read({}, ended ? patienceAtEndMs : 0, signal);
    const elements = text === undefined ? [] : (arrayElements(text) ?? []);
    const fresh = elements.slice(this.#shown.length);
    for (const element of fresh) {
      this.#onInterim(element, this.#shown.length);
      this.#shown.push(element);
    }
    return fresh.length > 0;
  }

  async #read(
    query: Readonly<Record<string, string>>,
    patienceMs: number,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const until = this.#client.clock.now() + patienceMs;
    const call = { id: this.#id, query, signal };
    try {
      const found = await this.#client.insist('getInterimResults', call, { until, wasThere: true });
      return found.kind === 'done' ? found.json.text : undefined;
    } catch (error) {
      if (isServiceError(error) && optional.has(error.code)) return undefined;
      throw error;
    }
  }
}
