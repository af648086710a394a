import { chance } from './chance.ts';
import type { CallName, Fault, FaultScenario, RequestRule } from './fault-scenario.ts';

/** One request, counted. */
export interface RequestKey {
  readonly call: CallName;
  /** The how-manieth job it is about, from 1; 0 for calls that are about none. */
  readonly job: number;
  /** The how-manieth request of this kind about this job, from 1. */
  readonly count: number;
}

export interface PlannedFault {
  readonly fault: Fault;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** How one job looks to its clients; polls are counted from its first one. */
export interface JobPlan {
  /** PENDING at first. */
  readonly pendingPolls: number;
  /** UNKNOWN, so many polls after PENDING. */
  readonly unknown: { readonly after: number; readonly polls: number };
  /** FAILED, so many polls after PENDING; undefined for a job that goes as it goes. */
  readonly failsAfter: number | undefined;
  /** Its result is missing for the first so many times. */
  readonly lateReads: number;
}

/** Everything that a scenario decides, as functions of what is counted: the same answers to the same questions. */
export interface FaultPlan {
  readonly seed: number;
  request(key: RequestKey): PlannedFault | undefined;
  /** @param job from 1, in the order in which they were submitted */
  job(job: number): JobPlan;
}

const harmless: readonly CallName[] = ['status', 'result', 'interim-results', 'cancel'];

/** What the chance of a scenario begins with; `seed` is in place of its own. */
export function seedOf(scenario: FaultScenario, seed?: number): number {
  return seed ?? scenario.seed ?? 1;
}

/**
 * Decides what goes wrong.
 *
 * @param seed in place of the scenario's own
 */
export function planFaults(scenario: FaultScenario, seed: number = seedOf(scenario)): FaultPlan {
  const { requests = [], jobs = {} } = scenario;
  const { pending, unknown, fail, lateResult } = jobs;
  return {
    seed,
    request(key) {
      const rule = requests.find((one, index) => applies(one, index, key, seed));
      if (rule === undefined) return undefined;
      return { fault: rule.fault, ...(rule.retryAfter !== undefined && { retryAfter: rule.retryAfter }) };
    },
    job(job) {
      const fails = fail !== undefined && job % (fail.every ?? 1) === 0;
      return {
        pendingPolls: pending?.polls ?? 0,
        unknown: { after: unknown?.after ?? 0, polls: unknown?.polls ?? 0 },
        failsAfter: fails ? (fail.after ?? 0) : undefined,
        lateReads: lateResult?.reads ?? 0,
      };
    },
  };
}

function applies(rule: RequestRule, index: number, { call, job, count }: RequestKey, seed: number): boolean {
  const { on = harmless, first = Number.POSITIVE_INFINITY, every = 1, share = 1 } = rule;
  if (!on.includes(call) || count > first || count % every !== 0) return false;
  return share >= 1 || chance(seed, `${index} ${call} ${job} ${count}`) < share;
}
