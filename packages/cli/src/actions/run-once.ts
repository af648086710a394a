import {
  type Inspection,
  type Outcome,
  outcomeError,
  type Project,
  type ServiceInput,
  successEnvelope,
} from '@planqk-service/core';
import type { Image, Runner } from '@planqk-service/runner';
import { reportError } from '../render/report-error.ts';
import type { World } from '../world.ts';
import { type ExecuteOptions, execute } from './execute.ts';
import { keepLastRun } from './last-run.ts';

interface RunOnceOptions extends ExecuteOptions {
  readonly json: boolean;
  /** Also tell what the platform will see in the output. */
  readonly inspect?: boolean;
}

/** Runs a service once, shows it live, prints its result, keeps it as the project's last run, and returns the exit code. */
export async function runOnce(
  runner: Runner,
  image: Image,
  input: ServiceInput,
  project: Project | undefined,
  world: World,
  { json, inspect = false, start, ...options }: RunOnceOptions,
): Promise<number> {
  // Loaded here: most runs are not inspected.
  const observer = inspect ? (await import('./observe-output.ts')).observeOutput() : undefined;
  const { outcome, swept } = await execute(runner, image, input, project, world, {
    ...options,
    start: { ...start, onOutput: observer?.onOutput },
  });
  const inspection = observer?.end(json ? undefined : world.stderr);
  const exitCode = tell({ outcome, image, inspection }, json, world);
  // A project that cannot be written to runs all the same.
  const kept = project && keepLastRun(project.dir, input, image.reference, outcome).catch(() => undefined);
  await Promise.all([swept, kept]);
  return exitCode;
}

interface Answer {
  readonly outcome: Outcome;
  readonly image: Image;
  readonly inspection: Inspection | undefined;
}

function tell(data: Answer, json: boolean, world: World): number {
  const { outcome } = data;
  const error = outcomeError(outcome);
  if (error !== undefined) {
    const body = outcome.error?.body;
    if (body !== undefined && !json) world.stderr.write(`The service says: ${body.text}\n`);
    return reportError(error, { json, data }, world);
  }
  world.stdout.write(json ? successEnvelope(data) : `${outcome.result?.text}\n`);
  return 0;
}
