import {
  type ErrorCode,
  isServiceError,
  type Observation,
  type Outcome,
  OutputInspector,
  outcomeError,
  type ProbeRun,
  ServiceError,
  type ServiceInput,
} from '@planqk-service/core';
import type { Image } from '../engine/image.ts';
import type { Execution } from '../run/execution.ts';
import type { Runner, StartOptions } from '../runner.ts';

/** What a start can fail with that says something about the image, and not about the engine. */
const ownFault: ReadonlySet<ErrorCode> = new Set(['COMMAND_NOT_FOUND', 'COMMAND_NOT_EXECUTABLE', 'START_FAILED']);

export interface ObserveOptions extends Omit<StartOptions, 'onOutput' | 'inputTexts' | 'confinement'> {
  /** A service that is to be stopped has this long to print something first. Milliseconds. */
  readonly stopAfterMs: number;
}

/**
 * Executes what a probe or a case wants.
 *
 * @throws ServiceError INTERRUPTED, and what says nothing about the service: ENGINE_LOST, IMAGE_NOT_FOUND and the like
 */
export async function observe(
  runner: Runner,
  image: Image,
  input: ServiceInput,
  run: ProbeRun,
  { stopAfterMs, ...options }: ObserveOptions,
): Promise<Observation> {
  const inspector = new OutputInspector();
  const { user, readOnlyInput, readOnlyRoot, withoutNetwork, memoryBytes, stop } = run;
  try {
    const execution = await runner.start(image, input, {
      ...options,
      inputTexts: { data: run.data, params: run.params },
      confinement: {
        ...(user !== undefined && { user }),
        ...(readOnlyInput && { readOnlyInput }),
        ...(readOnlyRoot && { readOnlyRoot }),
        ...(stop && { withoutInit: true }),
      },
      ...(withoutNetwork && { network: 'none' }),
      ...(memoryBytes !== undefined && { limits: { ...options.limits, memoryBytes } }),
      onOutput: ({ stream, bytes }) => {
        if (stream === 'stdout') inspector.write(bytes);
        else inspector.writeStderr(bytes);
      },
    });
    if (stop) await stopAtWork(execution, stopAfterMs);
    return observationOf(await execution.outcome, inspector, stop === true && options.signal?.aborted !== true);
  } catch (error) {
    if (isServiceError(error) && ownFault.has(error.code)) return { problem: error };
    throw error;
  }
}

/** What has printed something is at work; what prints nothing is given half of the time that it takes. */
async function stopAtWork(execution: Execution, stopAfterMs: number): Promise<void> {
  const stop = () => void execution.stop();
  const timer = setTimeout(stop, stopAfterMs);
  for await (const { type } of execution) if (type !== 'warning') stop();
  clearTimeout(timer);
}

function observationOf(outcome: Outcome, inspector: OutputInspector, isStopWanted: boolean): Observation {
  const problem = outcomeError(outcome);
  if (problem?.code === 'ENGINE_LOST') throw problem;
  if (problem?.code === 'INTERRUPTED' && !isStopWanted)
    throw new ServiceError('INTERRUPTED', { doing: 'testing the service' });
  return { outcome, inspection: inspector.end(), ...(problem && { problem }) };
}
