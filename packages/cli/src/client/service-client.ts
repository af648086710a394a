import { type ContractProfile, type JsonText, profileV1, ServiceError } from '@planqk-service/core';
import { callAddress, type Operation, redirectTarget } from './address.ts';
import { nextDelay } from './backoff.ts';
import { classifyAnswer, type Verdict } from './classify-answer.ts';
import type { Clock } from './clock.ts';
import { type Answer, exchange, type Silence } from './exchange.ts';
import { type RequestContext, requestError } from './request-error.ts';
import type { TokenSource } from './token.ts';

export interface ClientOptions {
  readonly base: URL;
  readonly token: TokenSource;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  /** Told when something went wrong that is tried again. */
  readonly onTrouble: (reason: string) => void;
  /** The command by which a user goes on waiting for a job. */
  readonly resumeCommand: (id: string) => string;
  readonly profile?: ContractProfile;
}

export interface Call {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Breaks off the request itself. */
  readonly signal: AbortSignal;
  /** Breaks off the pause before a repetition. Default: `signal`. */
  readonly pauseSignal?: AbortSignal;
}

export interface Endurance {
  /** When to give up, by the clock. */
  readonly until: number;
  /** The server has answered before, so that one which cannot be reached is only away for now. Default: false. */
  readonly wasThere?: boolean;
}

/** What became of a call: its answer, the server's word that there is nothing (404), or no usable answer in time. */
export type Found =
  | { readonly kind: 'done'; readonly json: JsonText }
  | { readonly kind: 'missing'; readonly code: string; readonly detail: string }
  | { readonly kind: 'gave-up'; readonly reason: string };

const requestPatienceMs = 60_000;
/** Also when the time is up: a quick answer still counts. */
const shortestPatienceMs = 2_000;
const mostRedirects = 5;

/** The six calls of the Service API, each one as stubborn as it may be. */
export class ServiceClient {
  readonly base: URL;
  readonly #options: ClientOptions;
  readonly #profile: ContractProfile;

  constructor(options: ClientOptions) {
    this.base = options.base;
    this.#options = options;
    this.#profile = options.profile ?? profileV1;
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  resumeCommand(id: string): string {
    return this.#options.resumeCommand(id);
  }

  /**
   * Asks until there is a usable answer.
   *
   * @throws ServiceError for whatever cannot be waited away; the signal's reason when it is aborted
   */
  async insist(operation: Operation, call: Call, { until, wasThere = false }: Endurance): Promise<Found> {
    const { clock, onTrouble } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      const { verdict, context } = await this.#ask(operation, call, until - clock.now());
      if (verdict.kind === 'done' || verdict.kind === 'missing') return verdict;
      const isAway = verdict.kind === 'unreachable' && (wasThere || attempt > 0);
      if (verdict.kind !== 'again' && !isAway) throw requestError(verdict, context);
      call.signal.throwIfAborted();
      const { reason } = verdict;
      const asked = verdict.kind === 'again' ? verdict.retryAfterMs : undefined;
      const left = until - clock.now();
      if (left <= 0 || (asked ?? 0) > left) return { kind: 'gave-up', reason };
      onTrouble(reason);
      await clock.sleep(Math.min(left, nextDelay(attempt, clock.random(), asked)), call.pauseSignal ?? call.signal);
    }
  }

  /** One question, with a second one when a new token has turned up. */
  async #ask(operation: Operation, call: Call, leftMs: number): Promise<{ verdict: Verdict; context: RequestContext }> {
    const { token } = this.#options;
    let asked = await this.#exchange(operation, call, leftMs);
    let verdict = classifyAnswer(operation, asked.answer);
    if (verdict.kind === 'unauthorized' && (await token.renew())) {
      asked = await this.#exchange(operation, call, leftMs);
      verdict = classifyAnswer(operation, asked.answer);
    }
    return { verdict, context: this.#context(asked.method, asked.url, call.id) };
  }

  async #exchange(
    operation: Operation,
    call: Call,
    leftMs: number,
  ): Promise<{ answer: Answer | Silence; method: string; url: URL }> {
    const { fetch, token } = this.#options;
    const { method, path } = this.#profile.endpoints[operation];
    let url = callAddress(this.base, path, call);
    const patienceMs = Math.min(requestPatienceMs, Math.max(shortestPatienceMs, leftMs));
    for (let redirects = 0; ; redirects += 1) {
      const { body, signal } = call;
      const answer = await exchange(fetch, { method, url, token: token.current, body, patienceMs, signal });
      const isRedirect = answer.kind === 'answer' && answer.status >= 300 && answer.status < 400;
      if (!isRedirect) return { answer, method, url };
      const target = redirectTarget(url, method, answer.status, answer.location);
      if (target === undefined || redirects === mostRedirects) {
        const { id, resume } = this.#context(method, url, call.id);
        const named = answer.location ?? 'nowhere';
        const where = URL.canParse(named, url.href) ? new URL(named, url).href : named;
        throw new ServiceError('API_REDIRECTED', { request: `${method} ${url.href}`, target: where, id, resume });
      }
      url = target;
    }
  }

  #context(method: string, url: URL, id: string | undefined): RequestContext {
    const { base, token } = this.#options;
    const resume = id === undefined ? undefined : this.resumeCommand(id);
    return { base, method, url, hasToken: token.current !== undefined, id, resume };
  }
}
