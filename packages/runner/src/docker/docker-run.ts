import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { ServiceError } from '@planqk-service/core/runtime';
import type { EngineRun } from '../engine/port.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { AttachedRun } from './attached-run.ts';
import type { DockerClient } from './client.ts';
import { containerName, containerSpec, type LogConfig } from './container-spec.ts';
import { ContainerWatch } from './container-watch.ts';
import { DetachedEnd, DetachedRun } from './detached-run.ts';
import { explainRunFailure, isGpuFailure, isNameConflict } from './explain-run.ts';
import { inputArchive, inputRoot } from './input-archive.ts';
import { UsageSampler } from './sample-usage.ts';
import { AttachedOutput, ServiceOutput } from './service-output.ts';

/** An engine that stops closes its connections within this time. */
const goingAwayMs = 1_000;

interface StartOptions {
  readonly platform: string | undefined;
  readonly logConfig: LogConfig;
  /** The engine keeps what an attached stream brings from its answer on: the input may be copied meanwhile. */
  readonly fillsWhileAttaching: boolean;
  readonly signal: AbortSignal;
  readonly ready: (() => Promise<void>) | undefined;
}

/** The caller does not want it started; `reason` is what they say. */
class NotWanted extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super();
    this.reason = reason;
  }
}

/**
 * Creates, fills, attaches and starts a container; a failure on the way removes it.
 *
 * Attached before it is started, so that neither the first nor an unfinished last line is lost.
 */
export async function startContainer(client: DockerClient, plan: RunPlan, options: StartOptions): Promise<EngineRun> {
  try {
    return await startWith(client, plan, plan.gpu, options);
  } catch (error) {
    if (error instanceof NotWanted) throw error.reason;
    if (options.signal.aborted) throw error;
    if (plan.detached && isNameConflict(error)) {
      throw new ServiceError('EXECUTION_EXISTS', { executionId: plan.executionId }, { cause: error });
    }
    if (plan.gpu === undefined || plan.gpu.required || !isGpuFailure(error)) {
      throw explainRunFailure(error, plan.image.reference);
    }
    const run = await startWith(client, plan, undefined, options).catch((second) => {
      throw options.signal.aborted ? second : explainRunFailure(second, plan.image.reference);
    });
    return Object.assign(run, { warnings: ['This engine has no GPU: the service runs on the CPU.'] });
  }
}

async function startWith(
  client: DockerClient,
  plan: RunPlan,
  gpu: RunPlan['gpu'],
  { platform, logConfig, fillsWhileAttaching, signal, ready }: StartOptions,
): Promise<EngineRun> {
  const root = inputRoot(plan);
  const packing = inputArchive(plan, root);
  packing.catch(() => undefined);
  // Of two detached ones with the same id the engine lets one come into being, whoever asks for them.
  const name = plan.detached ? containerName(plan.executionId) : undefined;
  const id = await client.createContainer(containerSpec(plan, gpu, logConfig), { platform, name });
  const sampler = new UsageSampler((stopped) => client.stats(id, stopped));
  let stream: Duplex | undefined;
  let watch: ContainerWatch | undefined;
  try {
    signal.throwIfAborted();
    const fill = async () => client.putArchive(id, await packing, root);
    const filling = fillsWhileAttaching ? fill() : undefined;
    filling?.catch(() => undefined);
    [stream, watch] = await Promise.all([client.attach(id), ContainerWatch.open(client, id, plan.detached)]);
    // Podman's conmon takes up the attached stream a moment after the answer, and what a service prints before that is
    // lost: there the copying comes between attach and start.
    await (filling ?? fill());
    await ready?.().catch((reason: unknown) => {
      throw new NotWanted(reason);
    });
    signal.throwIfAborted();
    // What it prints would come to nobody: the engine has ended the streams while it was prepared.
    if (watch.isOver) throw goneAway();
    sampler.start();
    const { ended } = watch;
    await client.start(id).catch(async (error: unknown) => {
      throw plan.detached && (await isGoingAway(error, ended)) ? goneAway() : error;
    });
    return follow(client, id, plan, { stream, watch, sampler });
  } catch (error) {
    sampler.stop();
    stream?.destroy();
    watch?.[Symbol.dispose]();
    await client.remove(id).catch(() => undefined);
    throw error;
  }
}

/** An engine that is about to stop refuses to start containers, and says so in no certain words. */
async function isGoingAway(error: unknown, ended: ContainerWatch['ended']): Promise<boolean> {
  const { statusCode = 0 } = error as { statusCode?: number };
  if (statusCode < 500) return false;
  const stays = setTimeout(goingAwayMs, false, { ref: false });
  return Promise.race([ended.then((ending) => ending === undefined), stays]);
}

function goneAway(): Error {
  return Object.assign(new Error('the engine ended the connection'), { code: 'ECONNRESET' });
}

interface Opened {
  readonly stream: Duplex;
  readonly watch: ContainerWatch;
  readonly sampler: UsageSampler;
}

function follow(client: DockerClient, id: string, plan: RunPlan, { stream, watch, sampler }: Opened): EngineRun {
  const output = new ServiceOutput(new AttachedOutput(stream), plan.image.command ?? '');
  if (!plan.detached) return new AttachedRun(client, id, { output, watch, sampler });
  const end = new DetachedEnd(client, id, watch);
  const leave = () => {
    end.leave();
    sampler.stop();
    watch[Symbol.dispose]();
  };
  return new DetachedRun(client, id, { executionId: plan.executionId, output, ending: end.ending, sampler, leave });
}
