import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { ServiceError } from '@planqk-service/core/runtime';
import type { EngineRun } from '../engine/port.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { AttachedRun, attachedEnding } from './attached-run.ts';
import type { DockerClient } from './client.ts';
import { containerName, containerSpec, type Keeping, readingOf } from './container-spec.ts';
import { ContainerWatch, type Ending } from './container-watch.ts';
import { DetachedEnd, DetachedRun } from './detached-run.ts';
import { explainRunFailure, isGpuFailure, isNameConflict } from './explain-run.ts';
import { inputArchive, inputRoot } from './input-archive.ts';
import { KeptLog } from './kept-log.ts';
import { UsageSampler } from './sample-usage.ts';
import { AttachedOutput, ServiceOutput } from './service-output.ts';

/** An engine that stops closes its connections within this time. */
const goingAwayMs = 1_000;

interface StartOptions {
  readonly platform: string | undefined;
  readonly keeping: Keeping;
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
 * Attached before it is started, so that neither the first nor an unfinished last line is lost; where an engine cannot
 * do that its log is read.
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
  { platform, keeping, signal, ready }: StartOptions,
): Promise<EngineRun> {
  const root = inputRoot(plan);
  const packing = inputArchive(plan, root);
  packing.catch(() => undefined);
  // Of two detached ones with the same id the engine lets one come into being, whoever asks for them.
  const name = plan.detached ? containerName(plan.executionId) : undefined;
  const id = await client.createContainer(containerSpec(plan, gpu, keeping), { platform, name });
  const sampler = new UsageSampler((stopped) => client.stats(id, stopped));
  let stream: Duplex | undefined;
  let watch: ContainerWatch | undefined;
  try {
    signal.throwIfAborted();
    const filling = packing.then((archive) => client.putArchive(id, archive, root));
    filling.catch(() => undefined);
    [stream, watch] = await Promise.all([
      keeping.attaches ? client.attach(id) : undefined,
      ContainerWatch.open(client, id, { untilDeath: !keeping.removesItself }),
    ]);
    await filling;
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
    return follow(client, id, plan, { stream, watch, sampler, keeping });
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
  /** Undefined where the output is read from the log. */
  readonly stream: Duplex | undefined;
  readonly watch: ContainerWatch;
  readonly sampler: UsageSampler;
  readonly keeping: Keeping;
}

function follow(client: DockerClient, id: string, plan: RunPlan, opened: Opened): EngineRun {
  const { stream, watch, sampler, keeping } = opened;
  const outputUntil = (ending: Promise<Ending>) => {
    const log = () => new KeptLog(client, id, readingOf(keeping.log.Type), ending);
    return new ServiceOutput(stream === undefined ? log() : new AttachedOutput(stream), plan.image.command ?? '');
  };
  if (!plan.detached) {
    const { removesItself } = keeping;
    const ending = attachedEnding(client, id, watch);
    return new AttachedRun(client, id, { output: outputUntil(ending), watch, ending, sampler, removesItself });
  }
  const end = new DetachedEnd(client, id, watch);
  const leave = () => {
    end.leave();
    sampler.stop();
    watch[Symbol.dispose]();
  };
  const { executionId } = plan;
  const output = outputUntil(end.ending);
  return new DetachedRun(client, id, { executionId, output, ending: end.ending, sampler, leave });
}
