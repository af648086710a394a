import {
  type Inspection,
  type Outcome,
  OutputInspector,
  outcomeError,
  type Project,
  type ServiceInput,
  successEnvelope,
} from '@planqk-service/core';
import type { Image, OutputChunk, Runner } from '@planqk-service/runner';
import { inspectionText } from '../render/inspection-text.ts';
import { reportError } from '../render/report-error.ts';
import type { World } from '../world.ts';
import { type ExecuteOptions, execute } from './execute.ts';

interface RunOnceOptions extends ExecuteOptions {
  readonly json: boolean;
  /** Also tell what the platform will see in the output. */
  readonly inspect?: boolean;
}

/** Runs a service once, shows it live, prints its result, and returns the exit code. */
export async function runOnce(
  runner: Runner,
  image: Image,
  input: ServiceInput,
  project: Project | undefined,
  world: World,
  { json, inspect = false, start, ...options }: RunOnceOptions,
): Promise<number> {
  const inspector = inspect ? new OutputInspector() : undefined;
  const onOutput = inspector && observer(inspector);
  const outcome = await execute(runner, image, input, project, world, { ...options, start: { ...start, onOutput } });
  const inspection = inspector?.end();
  if (inspection !== undefined && !json) world.stderr.write(inspectionText(inspection, world.stderr));
  return tell({ outcome, image, inspection }, json, world);
}

function observer(inspector: OutputInspector): (chunk: OutputChunk) => void {
  return ({ stream, bytes }) => {
    if (stream === 'stdout') inspector.write(bytes);
    else inspector.writeStderr(bytes);
  };
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
