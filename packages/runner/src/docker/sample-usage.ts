import type { ContainerStats } from 'dockerode';
import type { EngineUsage } from '../engine/port.ts';

const firstDelayMs = 10;
const longestDelayMs = 500;
const nanosecondsPerMillisecond = 1e6;

/**
 * Asks for a container's statistics until told to stop, at growing intervals: most services live for milliseconds, a
 * few for hours. Engines forget the figures when the container ends, so the last sample is what is known.
 *
 * Begin before the container is started: engines let a question wait while they start it and answer it first of all,
 * so that a service of a few milliseconds has a sample too. Engines before Docker 25 measure no more than once a second,
 * all containers together: there the second of two short services in a row has none (moby/moby#46448).
 */
export class UsageSampler {
  readonly #read: (signal: AbortSignal) => Promise<ContainerStats>;
  readonly #abort = new AbortController();
  #usage: EngineUsage = { samples: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(read: (signal: AbortSignal) => Promise<ContainerStats>) {
    this.#read = read;
  }

  start(): void {
    void this.#sample(firstDelayMs);
  }

  stop(): EngineUsage {
    // A question on its way would keep this process alive until the engine answers.
    this.#abort.abort();
    clearTimeout(this.#timer);
    return this.#usage;
  }

  async #sample(nextDelayMs: number): Promise<void> {
    try {
      this.#usage = addSample(this.#usage, await this.#read(this.#abort.signal));
    } catch {
      // The container is gone, or this engine has no statistics: the run itself tells whether anything is wrong.
    }
    if (this.#abort.signal.aborted) return;
    // Until there is a first sample the container has not started.
    const delayMs = this.#usage.samples === 0 ? firstDelayMs : nextDelayMs;
    this.#timer = setTimeout(() => void this.#sample(Math.min(delayMs * 2, longestDelayMs)), delayMs);
  }
}

/** Adds one answer of the statistics endpoint. Answers for a container that has already ended hold no figures. */
export function addSample(usage: EngineUsage, stats: ContainerStats): EngineUsage {
  const memory = stats.memory_stats as ContainerStats['memory_stats'] | undefined;
  // cgroup v1 keeps the peak; cgroup v2 tells the present use only.
  const bytes = Math.max(memory?.max_usage ?? 0, memory?.usage ?? 0);
  const nanoseconds = stats.cpu_stats?.cpu_usage?.total_usage ?? 0;
  if (bytes === 0 && nanoseconds === 0) return usage;
  return {
    samples: usage.samples + 1,
    peakMemoryBytes: Math.max(usage.peakMemoryBytes ?? 0, bytes),
    cpuTimeMs: Math.max(usage.cpuTimeMs ?? 0, nanoseconds / nanosecondsPerMillisecond),
  };
}
