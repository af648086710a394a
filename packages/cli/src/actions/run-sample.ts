import { loadProject, type Outcome, outcomeError, type Project } from '@planqk-service/core';
import type { EngineKind, Image } from '@planqk-service/runner';
import { parseDuration } from '../input/duration.ts';
import { readInput } from '../input/read-input.ts';
import type { World } from '../world.ts';
import { buildProject } from './build-project.ts';
import { execute } from './execute.ts';

/** The flags of a command that runs the service on its sample, as oclif gives them. */
export interface SampleRunFlags extends Pick<Parameters<typeof buildProject>[2], 'build-arg' | 'no-cache' | 'native'> {
  readonly engine?: string | undefined;
  readonly 'docker-host'?: string | undefined;
  readonly timeout?: string | undefined;
}

/**
 * Builds a project and runs it once on the files of its `input/`, limited as `planqk.json` says. What happens is shown
 * on stderr; a service that fails is an outcome like any other.
 *
 * @throws ServiceError what building and starting throw; INTERRUPTED, ENGINE_LOST: such a run says nothing
 */
export async function runSample(dir: string, flags: SampleRunFlags, world: World): Promise<Outcome> {
  return (await runSampleOf(await loadProject(dir, world.platform), flags, world)).outcome;
}

/** The same for a project that is loaded; also tells which image was run. */
export async function runSampleOf(
  project: Project,
  flags: SampleRunFlags,
  world: World,
): Promise<{ readonly outcome: Outcome; readonly image: Image }> {
  const timeoutMs = flags.timeout === undefined ? undefined : parseDuration('--timeout', flags.timeout);
  const { input, warnings } = await readInput({}, project, world);
  const { createRunner } = await import('@planqk-service/runner');
  // Not disposed of: every execution cleans up for itself.
  const runner = await createRunner({
    engine: flags.engine as EngineKind | undefined,
    dockerHost: flags['docker-host'],
  });
  const { image } = await buildProject(runner, project, flags, world);
  const { outcome, swept } = await execute(runner, image, input, project, world, {
    start: { timeoutMs },
    warnings: [...project.warnings, ...warnings],
  });
  await swept;
  const error = outcomeError(outcome);
  if (error?.code === 'INTERRUPTED' || error?.code === 'ENGINE_LOST') throw error;
  return { outcome, image };
}
