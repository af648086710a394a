import {
  judgeCase,
  type Observation,
  type Outcome,
  type Probe,
  type ProbeRun,
  type ProbeSample,
  type ServiceInput,
  statusOf,
  type TestCase,
  type TestFinding,
  type Verdict,
} from '@planqk-service/core';
import type { Image } from '../engine/image.ts';
import type { Runner } from '../runner.ts';
import { type ObserveOptions, observe } from './observe.ts';
import { Slots } from './slots.ts';

/** What a service is tested for. */
export interface CertifyPlan {
  readonly cases: readonly TestCase[];
  readonly probes: readonly Probe[];
  /** An input that the service has to have a result for. */
  readonly sample: ServiceInput;
  /** Probes that are not asked, by id, each with the reason. */
  readonly skipped: ReadonlyMap<string, string>;
  /** The values of `openapi-spec.yml`, which results are held against. */
  readonly specification?: Readonly<Record<string, unknown>> | undefined;
}

export type CertifyEvent =
  | { readonly type: 'started'; readonly id: string }
  | { readonly type: 'finished'; readonly verdict: Verdict };

export interface CertifyOptions extends Omit<ObserveOptions, 'stopAfterMs'> {
  /** How many executions run at a time. */
  readonly concurrency: number;
  /** Begin nothing more once a test has failed; what has begun before its verdict goes on. */
  readonly bail?: boolean;
  readonly onEvent?: (event: CertifyEvent) => void;
}

export interface Certification {
  /** Cases, then probes, in the order of the plan. */
  readonly verdicts: readonly Verdict[];
  /** How the service ended for each case that was executed, by name. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Runs a service on its cases and asks it all probes. What it does wrong is told by verdicts; equal executions are shared.
 *
 * @throws ServiceError INTERRUPTED when `signal` is aborted; what starting throws that says nothing about the service
 */
export async function certify(
  runner: Runner,
  image: Image,
  plan: CertifyPlan,
  options: CertifyOptions,
): Promise<Certification> {
  const certifier = new Certifier(runner, image, plan, options);
  const tasks = [
    ...plan.cases.map((testCase) => certifier.testCase(testCase)),
    ...plan.probes.map((probe) => certifier.probe(probe)),
  ];
  await Promise.allSettled(tasks);
  return { verdicts: await Promise.all(tasks), outcomes: certifier.outcomes };
}

/** Thrown into what waits when another test has failed. */
const bailedOut = Symbol('bailed out');

class Certifier {
  readonly outcomes = new Map<string, Outcome>();
  readonly #runner: Runner;
  readonly #image: Image;
  readonly #plan: CertifyPlan;
  readonly #options: CertifyOptions;
  readonly #slots: Slots;
  readonly #known = new Map<string, Promise<Observation>>();
  /** Aborted by the first error that is not the service's: the others need not go on. */
  readonly #broken = new AbortController();
  readonly #signal: AbortSignal;
  #hasBailed = false;

  constructor(runner: Runner, image: Image, plan: CertifyPlan, options: CertifyOptions) {
    this.#runner = runner;
    this.#image = image;
    this.#plan = plan;
    this.#options = options;
    this.#slots = new Slots(options.concurrency);
    const { signal } = options;
    this.#signal = signal === undefined ? this.#broken.signal : AbortSignal.any([signal, this.#broken.signal]);
  }

  testCase(testCase: TestCase): Promise<Verdict> {
    const { name, description, input } = testCase;
    const facts = { kind: 'case', id: `case/${name}`, title: description ?? name } as const;
    return this.#judged(facts, async (execute) => {
      const { outcome, problem } = await execute({ data: input.data.text, params: input.params.text });
      if (outcome === undefined)
        return [{ severity: 'error', message: problem?.message ?? '', remedy: problem?.hint ?? '' }];
      this.outcomes.set(name, outcome);
      return judgeCase(testCase, outcome, this.#plan.specification);
    });
  }

  async probe(probe: Probe): Promise<Verdict> {
    const facts = { kind: 'probe', id: `probe/${probe.id}`, title: probe.title, why: probe.why } as const;
    const skipped = this.#plan.skipped.get(probe.id) ?? this.#unaskable(probe);
    if (skipped !== undefined) return this.#tell({ ...facts, ...unjudged(skipped) });
    return this.#judged(facts, async (execute) => {
      const { data, params } = this.#plan.sample;
      const observation = await execute({ data: data.text, params: params.text });
      if (probe.needsResult && observation.problem !== undefined)
        return 'The service gives no result for the sample input.';
      const sample: ProbeSample = { data: data.text, params: params.text, observation };
      const stopAfterMs = (observation.outcome?.durationMs ?? 0) / 2;
      const observed = Object.entries(probe.runs(sample)).map(
        async ([name, run]) => [name, await execute(run, stopAfterMs)] as const,
      );
      await Promise.allSettled(observed);
      return probe.judge(Object.fromEntries(await Promise.all(observed)), sample);
    });
  }

  #unaskable({ needsContainer }: Probe): string | undefined {
    return needsContainer && this.#image.engine === 'process' ? 'It needs a container.' : undefined;
  }

  /** @param judge its findings, or why there can be none */
  async #judged(
    facts: Pick<Verdict, 'kind' | 'id' | 'title' | 'why'>,
    judge: (execute: Execute) => Promise<readonly TestFinding[] | string>,
  ): Promise<Verdict> {
    const seen = new Set<Observation>();
    const execute: Execute = async (run, stopAfterMs = 0) => {
      const observation = await this.#observe(run, stopAfterMs, facts.id);
      seen.add(observation);
      return observation;
    };
    try {
      const findings = await judge(execute);
      if (typeof findings === 'string') return this.#tell({ ...facts, ...unjudged(findings) });
      const status = statusOf(findings);
      if (status === 'failed' && this.#options.bail) this.#hasBailed = true;
      return this.#tell({ ...facts, status, findings, ...usageOf([...seen]) });
    } catch (error) {
      if (error === bailedOut) return this.#tell({ ...facts, ...unjudged('Another test had failed before.') });
      throw error;
    }
  }

  #tell(verdict: Verdict): Verdict {
    this.#options.onEvent?.({ type: 'finished', verdict });
    return verdict;
  }

  #observe(run: ProbeRun, stopAfterMs: number, id: string): Promise<Observation> {
    const key = JSON.stringify(Object.entries(run).sort());
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { concurrency, bail, onEvent, ...start } = this.#options;
    const observation = this.#slots.use(async () => {
      if (this.#hasBailed) throw bailedOut;
      onEvent?.({ type: 'started', id });
      const options = { ...start, stopAfterMs, signal: this.#signal };
      try {
        return await observe(this.#runner, this.#image, this.#plan.sample, run, options);
      } catch (error) {
        this.#broken.abort();
        throw error;
      }
    });
    this.#known.set(key, observation);
    return observation;
  }
}

type Execute = (run: ProbeRun, stopAfterMs?: number) => Promise<Observation>;

function unjudged(reason: string): Omit<Verdict, 'kind' | 'id' | 'title' | 'why'> {
  return { status: 'skipped', skipped: reason, findings: [], durationMs: 0, executions: 0 };
}

function usageOf(observations: readonly Observation[]): Pick<Verdict, 'durationMs' | 'peakMemoryBytes' | 'executions'> {
  const outcomes = observations.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome]));
  const peaks = outcomes.flatMap(({ usage }) => usage.peakMemoryBytes ?? []);
  return {
    durationMs: outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(peaks.length > 0 && { peakMemoryBytes: Math.max(...peaks) }),
    executions: observations.length,
  };
}
