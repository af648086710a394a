import type { JobStatus } from '@planqk-service/core';
import { type Disguise, disguiseOf } from './disguise.ts';
import type { CallName, FaultScenario } from './fault-scenario.ts';
import type { FaultPlan, JobPlan, PlannedFault } from './plan-faults.ts';

/** What a scenario remembers of one job. */
interface LabJob {
  readonly number: number;
  readonly plan: JobPlan;
  readonly counts: Map<CallName, number>;
  polls: number;
  /** Reads of a result that was there. */
  reads: number;
  /** What it was shown as last; results and interim results agree with it. */
  shown: Disguise;
  /** Somebody has cancelled it: from then on it is shown as it is, lest it come back from its end. */
  revealed: boolean;
}

/** Jobs beyond are forgotten, the oldest first; a lab that runs all day must not grow. */
const mostJobs = 10_000;
const mostTokens = 10_000;

/** Counts what is asked, which is all that a scenario depends on. */
export class LabState {
  readonly #plan: FaultPlan;
  readonly #tokenRequests: number | undefined;
  readonly #jobs = new Map<string, LabJob>();
  readonly #tokens = new Map<string, number>();
  readonly #others = new Map<CallName, number>();
  #jobCount = 0;

  constructor(plan: FaultPlan, scenario: FaultScenario) {
    this.#plan = plan;
    this.#tokenRequests = scenario.token?.requests;
  }

  /** Whether a request may come in with this token: any, but not for ever. */
  token(authorization: string | undefined): 'fine' | 'missing' | 'expired' {
    if (this.#tokenRequests === undefined) return 'fine';
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) return 'missing';
    const used = (this.#tokens.get(token) ?? 0) + 1;
    remember(this.#tokens, token, used, mostTokens);
    return used > this.#tokenRequests ? 'expired' : 'fine';
  }

  /** What goes wrong with the next request of this kind. */
  fault(call: CallName, id: string | undefined): PlannedFault | undefined {
    const job = id === undefined ? undefined : this.#jobs.get(id);
    const counts = job?.counts ?? this.#others;
    const count = (counts.get(call) ?? 0) + 1;
    counts.set(call, count);
    return this.#plan.request({ call, job: job?.number ?? 0, count });
  }

  /** A job that there really is. */
  meet(id: string): void {
    if (this.#jobs.has(id)) return;
    this.#jobCount += 1;
    const number = this.#jobCount;
    const plan = this.#plan.job(number);
    // Whoever asks for the result first must not find one of a job that is going to fail.
    const shown: Disguise = disguiseOf(plan, 0, 'SUCCEEDED');
    const job = { number, plan, counts: new Map(), polls: 0, reads: 0, shown, revealed: false };
    remember(this.#jobs, id, job, mostJobs);
  }

  /** What a job is shown as at the next poll. */
  poll(id: string, truth: JobStatus): Disguise {
    this.meet(id);
    const job = this.#jobs.get(id) as LabJob;
    job.polls += 1;
    job.shown = job.revealed ? 'none' : disguiseOf(job.plan, job.polls, truth);
    return job.shown;
  }

  /** It is shown as it is from now on, unless it was shown at its end already. */
  reveal(id: string): void {
    const job = this.#jobs.get(id);
    if (job !== undefined && job.shown !== 'FAILED') Object.assign(job, { revealed: true, shown: 'none' });
  }

  shown(id: string): Disguise {
    return this.#jobs.get(id)?.shown ?? 'none';
  }

  /** Whether a result that is there is to be missing this time. */
  isLate(id: string): boolean {
    const job = this.#jobs.get(id);
    if (job === undefined) return false;
    job.reads += 1;
    return job.reads <= job.plan.lateReads;
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
