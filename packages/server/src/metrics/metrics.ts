import { isFinal, type JobStatus } from '@planqk-service/core';
import type { EventBus } from '../events/event-bus.ts';

/** Upper bounds in seconds: jobs take from milliseconds to hours. */
const buckets = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800, 7_200];

/** Counts what a server does while it runs, for `/metrics`. */
export class Metrics {
  readonly #counts = buckets.map(() => 0);
  #ended = 0;
  #seconds = 0;

  constructor(events: EventBus) {
    events.on((event) => {
      if (event.type !== 'job') return;
      const { status, startedAt, endedAt } = event.job;
      if (isFinal(status) && startedAt !== undefined && endedAt !== undefined) this.#add((endedAt - startedAt) / 1_000);
    });
  }

  /**
   * In the text format of Prometheus, version 0.0.4.
   *
   * @param now what is the case at this moment
   */
  text(now: {
    readonly jobs: Readonly<Record<JobStatus, number>>;
    readonly waiting: number;
    readonly engineUp: boolean;
    readonly version: string;
    readonly service: string;
  }): string {
    const { version, service } = now;
    return [
      ...family('planqk_service_info', 'gauge', 'Version of the server and name of the service.', [
        [`{version=${quoted(version)},service=${quoted(service)}}`, 1],
      ]),
      ...family(
        'planqk_service_jobs',
        'gauge',
        'Jobs that are kept, by status.',
        Object.entries(now.jobs).map(([status, count]) => [`{status=${quoted(status)}}`, count]),
      ),
      ...family('planqk_service_queue_length', 'gauge', 'Jobs that wait for their turn.', [['', now.waiting]]),
      ...family('planqk_service_engine_up', 'gauge', 'Whether the engine answers.', [['', now.engineUp ? 1 : 0]]),
      ...family('planqk_service_job_duration_seconds', 'histogram', 'How long jobs ran since the server started.', [
        ...buckets.map((bound, index): Sample => [`_bucket{le="${bound}"}`, this.#counts[index] ?? 0]),
        ['_bucket{le="+Inf"}', this.#ended],
        ['_sum', this.#seconds],
        ['_count', this.#ended],
      ]),
      '',
    ].join('\n');
  }

  #add(seconds: number): void {
    this.#ended += 1;
    this.#seconds += seconds;
    for (const [index, bound] of buckets.entries())
      if (seconds <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }
}

/** What stands behind the name, and the value. */
type Sample = readonly [string, number];

function family(name: string, type: 'gauge' | 'histogram', help: string, samples: readonly Sample[]): string[] {
  const lines = samples.map(([rest, value]) => `${name}${rest} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
