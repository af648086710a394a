import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FoundProblem, isServiceError, problemText } from '@planqk-service/core/errors';
import { probeAnswers } from '../questions/probe-answers.ts';
import { renderTemplate } from '../render/render-template.ts';
import { stageFiles } from '../scaffold/stage.ts';
import { loadStarter } from '../starter/load-starter.ts';
import type { Starter } from '../starter/starter.ts';
import { defaultVariables } from '../variables/answer-variables.ts';
import { findingsCheck } from './checks/findings.ts';
import { packageCheck } from './checks/package.ts';
import { projectCheck } from './checks/project.ts';
import { sampleCheck } from './checks/sample.ts';
import { containerCheck, processCheck } from './checks/service.ts';
import type {
  CheckOutcome,
  ConformanceCheck,
  ConformanceSubject,
  MadeProject,
  ServicePort,
  ServiceReport,
} from './conformance.ts';

export interface ConformanceOptions {
  /** An empty folder to make projects in; the caller removes it. */
  readonly workDir: string;
  /** Without it nothing is built or run. */
  readonly service?: ServicePort | undefined;
  /** Called for each check as it ends. */
  readonly onCheck?: (outcome: CheckOutcome) => void;
}

export interface ConformanceReport {
  /** Undefined when it could not even be loaded. */
  readonly starter: Starter | undefined;
  readonly checks: readonly CheckOutcome[];
}

const checks: readonly ConformanceCheck[] = [
  packageCheck,
  projectCheck,
  sampleCheck,
  findingsCheck,
  containerCheck,
  processCheck,
];

/**
 * The conformance suite: holds the starter in the folder `dir` against everything that a starter has to do. All of
 * it is checked; only a starter that cannot be loaded or rendered is asked no further.
 *
 * @throws ServiceError `INTERRUPTED`, `ENGINE_LOST` and the like: what says nothing about the starter
 */
export async function verifyStarter(dir: string, options: ConformanceOptions): Promise<ConformanceReport> {
  const outcomes: CheckOutcome[] = [];
  const ask = async (id: string, title: string, run: () => Promise<ServiceReport>): Promise<boolean> => {
    const begun = performance.now();
    const outcome = outcomeOf(id, title, await run(), performance.now() - begun);
    outcomes.push(outcome);
    options.onCheck?.(outcome);
    return outcome.status !== 'failed';
  };

  let subject: ConformanceSubject | undefined;
  const loaded = await ask('starter', 'starter.json and the template are complete, harmless and render.', async () =>
    asReport(() => {
      const starter = loadStarter(dir);
      const projects = probeAnswers.map((answers, index) => makeProject(starter, answers, options.workDir, index));
      subject = { starter, projects, service: options.service };
    }),
  );
  if (!loaded || subject === undefined) return { starter: undefined, checks: outcomes };
  const known = subject;
  for (const { id, title, run } of checks) await ask(id, title, () => run(known));
  return { starter: known.starter, checks: outcomes };
}

function makeProject(starter: Starter, answers: MadeProject['answers'], workDir: string, index: number): MadeProject {
  const files = renderTemplate(starter, answers, defaultVariables(starter.manifest.variables ?? []));
  const dir = join(workDir, `project-${index}`);
  mkdirSync(dir);
  stageFiles(dir, files);
  return { dir, answers, files };
}

/** Only what says that the starter is broken is a report; everything else is thrown. */
function asReport(action: () => void): ServiceReport {
  try {
    action();
    return { problems: [] };
  } catch (error) {
    if (!isServiceError(error) || !error.code.startsWith('STARTER_')) throw error;
    const { problems } = error.details as { problems?: readonly FoundProblem[] };
    return { problems: problems?.map(problemText) ?? [`${error.message} ${error.hint}`] };
  }
}

function outcomeOf(id: string, title: string, report: ServiceReport, durationMs: number): CheckOutcome {
  if ('skipped' in report) return { id, title, status: 'skipped', problems: [], skipped: report.skipped, durationMs };
  const { problems } = report;
  return { id, title, status: problems.length === 0 ? 'passed' : 'failed', problems, durationMs };
}
