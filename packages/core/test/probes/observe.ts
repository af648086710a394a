import { JsonText, type Outcome, outcomeError, settle } from '../../src/contract/index.ts';
import { OutputInspector } from '../../src/inspect/index.ts';
import { allProbes, type Observation, type Probe, type ProbeRun, type ProbeSample } from '../../src/probes/index.ts';

/** How a service that is a function of its input ends. */
export interface Ending {
  readonly result?: string | undefined;
  readonly exitCode?: number;
  readonly log?: string;
  readonly timedOut?: boolean;
  readonly oomKilled?: boolean;
  readonly peakMemoryBytes?: number;
}

export function observation({
  result,
  exitCode = 0,
  log = '',
  timedOut,
  oomKilled = false,
  ...rest
}: Ending): Observation {
  const stdout = `${log}${result === undefined ? '' : `PlanQK:Job:Result: ${result}\n`}`;
  const inspector = new OutputInspector();
  inspector.write(Buffer.from(stdout));
  const attempt = result === undefined ? undefined : JsonText.try(result);
  const outcome: Outcome = settle({
    exitCode,
    ...(attempt?.ok === true && { result: attempt.json }),
    ...(attempt?.ok === false && { invalidResult: attempt }),
    interimResults: [],
    interimResultCount: 0,
    violations: [],
    oomKilled,
    startedAt: new Date(0),
    endedAt: new Date(10),
    usage: { samples: 1, ...rest },
    logTail: log,
    ...(timedOut && { stopped: { by: 'timeout', timeoutMs: 1_000 } as const }),
  });
  const problem = outcomeError(outcome);
  return { outcome, inspection: inspector.end(), ...(problem && { problem }) };
}

export type Service = (run: ProbeRun) => Ending;

export const sampleTexts = { data: '{"n": 3}', params: '{"seed": 42}' };

/** What one probe finds in a service. */
export function ask(id: string, service: Service, texts = sampleTexts): readonly string[] {
  const probe = allProbes.find((candidate) => candidate.id === id) as Probe;
  const sample: ProbeSample = { ...texts, observation: observation(service(texts)) };
  const runs = Object.entries(probe.runs(sample)).map(([name, run]) => [name, observation(service(run))] as const);
  return probe.judge(Object.fromEntries(runs), sample).map(({ severity, message }) => `${severity}: ${message}`);
}
