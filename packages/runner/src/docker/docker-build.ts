import { ServiceError } from '@planqk-service/core/runtime';
import type { BuildPlan } from '../build/build-plan.ts';
import { findStepLine } from '../build/step-line.ts';
import type { BuildContext } from '../engine/port.ts';
import { fingerprintLabel } from '../run/labels.ts';
import { type BuildMessage, BuildProgress } from './build-progress.ts';
import type { DockerClient } from './client.ts';
import { contextArchive } from './context-archive.ts';
import { engineWords } from './explain-run.ts';
import { jsonLines } from './json-lines.ts';
import { asLostConnection } from './lost-connection.ts';

/** Sends the context to the engine and follows the build to its end. */
export async function buildImage(
  client: DockerClient,
  plan: BuildPlan,
  context: BuildContext,
  buildKit: boolean,
): Promise<void> {
  const progress = new BuildProgress(context.onEvent);
  const archive = contextArchive(plan);
  try {
    const stream = await client.build(archive, {
      tag: plan.tag,
      platform: plan.platform,
      buildArgs: plan.buildArgs,
      labels: { [fingerprintLabel]: plan.fingerprint },
      noCache: plan.noCache,
      buildKit,
      signal: context.signal,
    });
    const abort = () => stream.destroy();
    context.signal.addEventListener('abort', abort, { once: true });
    try {
      for await (const message of jsonLines<BuildMessage>(stream)) progress.push(message);
    } finally {
      context.signal.removeEventListener('abort', abort);
    }
    progress.end();
  } catch (error) {
    if (context.signal.aborted)
      throw new ServiceError('INTERRUPTED', { doing: 'building the image' }, { cause: error });
    throw explainBuildFailure(error, progress, plan);
  } finally {
    archive.destroy();
  }
  if (context.signal.aborted) throw new ServiceError('INTERRUPTED', { doing: 'building the image' });
  if (progress.failure) throw buildFailure(progress.failure, plan);
}

function explainBuildFailure(error: unknown, progress: BuildProgress, plan: BuildPlan): unknown {
  if (progress.failure) return buildFailure(progress.failure, plan);
  const { statusCode, message } = error as { statusCode?: number; message: string };
  if (statusCode === undefined) return asLostConnection('building the image', error);
  return buildFailure({ reason: engineWords(message), step: '', logTail: [] }, plan);
}

function buildFailure(failure: NonNullable<BuildProgress['failure']>, plan: BuildPlan): ServiceError {
  const image = baseImageOf(failure.step);
  if (image !== undefined) return new ServiceError('BASE_IMAGE_UNAVAILABLE', { image, reason: failure.reason });
  // What builders say of their own inner workings helps nobody.
  const reason = failure.reason
    .replace(/^failed to solve(?: with frontend \S+)?: (?:failed to create LLB definition: )?/, '')
    .replace(/ &imagebuilder\.Step\{[\s\S]*$/, '');
  const parseErrorLine = /parse error (?:on )?line (\d+)/.exec(reason)?.[1];
  const line = parseErrorLine === undefined ? findStepLine(plan.dockerfile, failure.step) : Number(parseErrorLine);
  return new ServiceError('BUILD_FAILED', { ...failure, reason, line });
}

/** The image that a failing step was to fetch: BuildKit looks for it first, other builders in the step itself. */
function baseImageOf(step: string): string | undefined {
  return (
    /^\[internal\] load metadata for (\S+)/.exec(step)?.[1] ?? /^\[[^\]]*\] FROM (?:--\S+ )*(\S+)/i.exec(step)?.[1]
  );
}
