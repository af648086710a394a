import type { Command } from './command.ts';
import { startService } from './service.ts';

/** A job as the Service API tells it. */
export interface ToldJob {
  readonly id: string;
  readonly status: string;
  readonly startedAt?: string;
}

/** A `planqk-service serve` that is ready. */
export class Serving {
  readonly url: string;
  readonly command: Command;

  readonly #headers: Readonly<Record<string, string>>;

  private constructor(url: string, command: Command, token: string | undefined) {
    this.url = url;
    this.command = command;
    this.#headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  }

  /** @param token sent with each request */
  static async start(dir: string, host: string, flags: readonly string[] = [], token?: string): Promise<Serving> {
    const command = startService(['serve', dir, '--port', '0', ...flags], { env: { DOCKER_HOST: host } });
    const [, url = ''] = await command.shows(/Page: (\S+)\/ui/);
    return new Serving(url, command, token);
  }

  async submit(data: string): Promise<{ readonly status: number; readonly job: ToldJob; readonly location: string }> {
    const answer = await this.request('/', { method: 'POST', body: `{"data": ${data}}` });
    const location = answer.headers.get('location') ?? '';
    return { status: answer.status, job: (await answer.json()) as ToldJob, location };
  }

  async job(id: string): Promise<ToldJob> {
    return (await (await this.request(`/${id}`)).json()) as ToldJob;
  }

  async cancel(id: string): Promise<ToldJob> {
    return (await (await this.request(`/${id}/cancel`, { method: 'PUT' })).json()) as ToldJob;
  }

  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { ...this.#headers, ...(init.headers as Record<string, string>) },
    });
  }

  /** Resolves with the job once its server has told that its status is one of these, by its events. */
  async becomes(id: string, statuses: readonly string[]): Promise<ToldJob> {
    const over = new AbortController();
    const events = await this.request(`/events?job=${id}`, { signal: over.signal });
    try {
      const now = await this.job(id);
      if (statuses.includes(now.status)) return now;
      let text = '';
      for await (const piece of events.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += piece;
        const told = [...text.matchAll(/^event: job\ndata: (.*)$/gm)].map(
          ([, data = '']) => JSON.parse(data) as ToldJob,
        );
        const found = told.find((job) => job.id === id && statuses.includes(job.status));
        if (found !== undefined) return found;
      }
      throw new Error(`The events ended before job ${id} was ${statuses.join(' or ')}.`);
    } finally {
      over.abort();
    }
  }
}

export const finalStatuses = ['SUCCEEDED', 'FAILED', 'CANCELLED'];
