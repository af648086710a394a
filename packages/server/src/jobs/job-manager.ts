import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isFinal, type ServiceInput } from '@planqk-service/core';
import { failure, type JobEnd } from './decide-end.ts';
import { type ContainerSight, decideRecovery } from './decide-recovery.ts';
import { ownProcess } from './execution-host.ts';
import type { Job } from './job.ts';
import { JobQueue } from './job-queue.ts';
import type { JobWorld } from './job-world.ts';
import { type Attempt, type AttemptSignals, resumeJob, settle, startJob, type Turn } from './run-job.ts';
import { announce, removeExecution, settleJob } from './settle-job.ts';
import { StartGate } from './start-gate.ts';

const firstRetryMs = 200;
const lastRetryMs = 15_000;
/** Jobs that are prepared while others run, so that a place does not stay empty for that long. */
const preparedAhead = 1;
/** Timers take no more (24.8 days). */
const longestTimerMs = 2 ** 31 - 1;

/** Accepts jobs, runs as many at a time as it may, and loses none. */
export class JobManager {
  readonly #world: JobWorld;
  readonly #concurrency: number;
  readonly #queue = new JobQueue();
  readonly #gate: StartGate;
  /** Jobs that have a place or are prepared for one, with what cancels them. */
  readonly #active = new Map<string, AbortController>();
  /** Jobs that nobody knows the state of, or whose known end could not be stored. They keep their places. */
  readonly #lost = new Map<string, JobEnd | undefined>();
  readonly #work = new Map<string, Promise<unknown>>();
  readonly #abandoned = new AbortController();
  #draining = false;
  #searching = false;

  constructor(world: JobWorld, concurrency: number) {
    this.#world = world;
    this.#concurrency = concurrency;
    this.#gate = new StartGate(concurrency);
  }

  /** Whether new jobs are refused because the server is about to stop. */
  get draining(): boolean {
    return this.#draining;
  }

  get waitingCount(): number {
    return this.#gate.waitingCount + this.#queue.size;
  }

  queuePosition(id: string): number | undefined {
    const position = this.#queue.position(id);
    return position === undefined ? this.#gate.position(id) : this.#gate.waitingCount + position;
  }

  /**
   * Accepts a job: when this returns, it survives the end of this process at any moment.
   *
   * @throws what keeps it from being stored, such as a full disk; then nothing is accepted
   */
  async submit(input: ServiceInput): Promise<Job> {
    const { store, files, now } = this.#world;
    const id = randomUUID();
    await files.create(id, input);
    let job: Job;
    try {
      job = store.insert(id, now());
    } catch (error) {
      await files.remove(id);
      throw error;
    }
    announce(job, this.#world);
    this.#queue.add(job);
    this.#fill();
    return job;
  }

  /** Cancels a job that is not over; its execution is stopped behind the answer. Undefined for an unknown id. */
  cancel(id: string): Job | undefined {
    const { store, now } = this.#world;
    const endedAt = now();
    const cancelled = store.become(id, 'CANCELLED', endedAt, { endedAt });
    if (cancelled === undefined) return store.get(id);
    announce(cancelled, this.#world);
    this.#queue.delete(id);
    this.#active.get(id)?.abort();
    return cancelled;
  }

  /**
   * Takes up what earlier servers have left: see {@link decideRecovery}.
   *
   * @returns how many jobs were left alone, by the engine that they were started on and that is not the one of now
   */
  async recover(): Promise<ReadonlyMap<string, number>> {
    const { store, files, host, now } = this.#world;
    const elsewhere = new Map<string, number>();
    await files.removeOthers((id) => store.get(id) !== undefined);
    for (const { id, container, seq, engine = host.engine } of store.unsettled()) {
      if (container === 'none') this.#queue.add({ seq, id });
      else if (engine === host.engine || engine === ownProcess) this.#lose(id);
      else {
        announce(store.become(id, 'UNKNOWN', now()), this.#world);
        elsewhere.set(engine, (elsewhere.get(engine) ?? 0) + 1);
      }
    }
    if (this.#lost.size > 0) await this.#search().catch(() => undefined);
    this.#startSearching();
    this.#fill();
    return elsewhere;
  }

  /**
   * Starts nothing any more and waits until what runs has come to its end, but no longer than `graceMs`, or until
   * `insisted`. Then lets go: executions that survive go on for the next server, the others end.
   *
   * @returns how many go on
   */
  async close(graceMs: number, insisted: AbortSignal): Promise<number> {
    this.#draining = true;
    await Promise.allSettled(this.#gate.close().map((id) => this.#work.get(id)));
    const over = new AbortController();
    const signal = AbortSignal.any([insisted, over.signal]);
    const timeout = wait(Math.min(graceMs, longestTimerMs), undefined, { signal }).catch(() => undefined);
    await Promise.race([this.#idle(), timeout]);
    over.abort();
    if (!this.#world.host.survives) {
      for (const controller of this.#active.values()) controller.abort();
      await this.#idle();
    }
    this.#abandoned.abort();
    return this.#active.size;
  }

  async #idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work.values());
  }

  #fill(): void {
    while (!this.#draining && this.#active.size < this.#concurrency + preparedAhead) {
      const id = this.#queue.take();
      if (id === undefined) return;
      this.#gate.join(id);
      this.#occupy(id, (signals) => startJob(id, this.#world, signals, this.#turnOf(id)));
    }
  }

  #turnOf(id: string): Turn {
    return { comes: () => this.#gate.passed(id), isOver: () => this.#gate.leave(id) };
  }

  #occupy(id: string, run: (signals: AttemptSignals) => Promise<Attempt>): void {
    const cancelled = this.#active.get(id) ?? new AbortController();
    this.#active.set(id, cancelled);
    const abandoned = this.#abandoned.signal;
    const attempt = run({ cancelled: cancelled.signal, abandoned }).then((how) => this.#conclude(id, how));
    this.#track(
      id,
      attempt.catch((error) => {
        this.#world.onTrouble(id, error);
        this.#lose(id);
        this.#startSearching();
      }),
    );
  }

  async #conclude(id: string, attempt: Attempt): Promise<void> {
    if (attempt.kind === 'postponed') {
      this.#active.delete(id);
      return;
    }
    if (this.#abandoned.signal.aborted) return;
    if (attempt.kind === 'lost') {
      if (attempt.by === 'engine') announce(this.#world.store.become(id, 'UNKNOWN', this.#world.now()), this.#world);
      this.#lose(id);
      this.#startSearching();
      return;
    }
    if (attempt.kind === 'unstored') {
      this.#lose(id, attempt.end);
      this.#startSearching();
      return;
    }
    this.#release(id);
    // The next job need not wait for the remains of this one.
    await removeExecution(id, this.#world).catch(() => {
      this.#lose(id);
      this.#startSearching();
    });
  }

  #release(id: string): void {
    this.#active.delete(id);
    this.#gate.leave(id);
    this.#fill();
  }

  #lose(id: string, end?: JobEnd): void {
    if (!this.#active.has(id)) this.#active.set(id, new AbortController());
    this.#lost.set(id, end);
    this.#gate.join(id);
  }

  #startSearching(): void {
    if (this.#searching || this.#lost.size === 0) return;
    this.#searching = true;
    const searching = async () => {
      for (let delay = firstRetryMs; this.#lost.size > 0; delay = Math.min(2 * delay, lastRetryMs)) {
        const signal = this.#abandoned.signal;
        await wait(delay, undefined, { signal, ref: false }).catch(() => undefined);
        if (signal.aborted || this.#draining) return;
        await this.#search().catch(() => undefined);
      }
    };
    void searching().finally(() => {
      this.#searching = false;
    });
  }

  /** Looks once for all jobs that are lost. @throws when the engine does not answer */
  async #search(): Promise<void> {
    const { store, host } = this.#world;
    const sights = await host.list();
    for (const [id, end] of [...this.#lost]) {
      const job = store.get(id);
      this.#lost.delete(id);
      if (job === undefined) this.#release(id);
      else if (end !== undefined) await this.#conclude(id, await settle(id, end, this.#world));
      else {
        const ended = !host.survives || job.engine === ownProcess;
        await this.#recoverOne(job, sights.get(id) ?? (ended ? 'ended' : 'absent'));
      }
    }
    for (const id of sights.keys()) if (store.get(id) === undefined) await host.remove(id);
  }

  async #recoverOne(job: Job, sight: ContainerSight): Promise<void> {
    const { id } = job;
    const { store, now, host } = this.#world;
    const recovery = decideRecovery(job, sight);
    try {
      switch (recovery.action) {
        case 'reattach':
          this.#gate.enter(id);
          this.#occupy(id, (signals) => resumeJob(id, this.#world, signals, this.#turnOf(id)));
          return;
        case 'queue':
          if (recovery.removeFirst) await host.remove(id);
          store.note(id, { container: 'none' });
          announce(store.become(id, 'PENDING', now()), this.#world);
          if (!isFinal(store.get(id)?.status ?? 'FAILED')) this.#queue.add(job);
          break;
        case 'fail': {
          const detail = `The job was lost: ${recovery.reason}. Submit it again.`;
          await settleJob(id, failure({ code: 'JOB_LOST', detail }), this.#world);
          await removeExecution(id, this.#world);
          break;
        }
        case 'remove':
          await removeExecution(id, this.#world);
          break;
        case 'nothing':
          break;
      }
      this.#release(id);
    } catch (error) {
      this.#lose(id);
      throw error;
    }
  }

  #track(id: string, work: Promise<unknown>): void {
    const tracked = work.finally(() => {
      if (this.#work.get(id) === tracked) this.#work.delete(id);
    });
    this.#work.set(id, tracked);
  }
}
