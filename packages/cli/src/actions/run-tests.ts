import { outcomeError, type Project, type ServiceInput, type Verdict } from '@planqk-service/core';
import type { EngineKind, Image, Runner, StartOptions } from '@planqk-service/runner';
import { diffText } from '../render/diff-text.ts';
import { TestProgressView } from '../render/test-progress.ts';
import type { World } from '../world.ts';
import { buildProject } from './build-project.ts';
import { execute } from './execute.ts';
import { endedFromOutside } from './last-run.ts';
import { planTests } from './plan-tests.ts';
import { recordCase } from './record-case.ts';
import { type CaseUpdate, updateCases } from './update-cases.ts';

/** What is tested, and how it is run. */
export interface TestSubject {
  readonly project: Project | undefined;
  readonly sample: ServiceInput;
  /** In place of the project's own. */
  readonly image: string | undefined;
  readonly start: Pick<StartOptions, 'timeoutMs' | 'graceMs' | 'limits' | 'env'>;
}

type ImageFlags = Parameters<typeof buildProject>[2] & {
  readonly engine?: string | undefined;
  readonly 'docker-host'?: string | undefined;
};

export interface TestedService {
  readonly image: Image;
  readonly verdicts: readonly Verdict[];
  readonly updates: readonly CaseUpdate[];
}

/**
 * Builds a service and runs all tests on it; shows on stderr how that goes, and what was updated.
 *
 * @throws ServiceError what planning, building and starting throw; INTERRUPTED
 */
export async function runTests(
  subject: TestSubject,
  wishes: Parameters<typeof planTests>[2],
  { concurrency, bail, update }: { readonly concurrency: number; readonly bail: boolean; readonly update: boolean },
  flags: ImageFlags,
  world: World,
): Promise<TestedService> {
  const { project, sample, start } = subject;
  const plan = await planTests(project, sample, wishes);
  await using runner = await openRunner(flags);
  const image = await imageOf(runner, subject, flags, world);
  const { certify } = await import('@planqk-service/runner/certify');
  const live = world.stderr.isTTY === true && world.env['TERM'] !== 'dumb';
  const view = new TestProgressView(world.stderr, plan.cases.length + plan.probes.length, live);
  const signal = world.interruption.requested;
  const options = { ...start, project, concurrency, bail, signal, onEvent: view.onEvent };
  const certification = await certify(runner, image, plan, options).finally(() => view.end());
  if (!update || project === undefined) return { image, verdicts: certification.verdicts, updates: [] };
  const updated = await updateCases(project.dir, plan, certification);
  for (const { file, before, after } of updated.updates) world.stderr.write(await diffText(file, before, after));
  return { image, ...updated };
}

/**
 * Runs the service once and makes a case of it.
 *
 * @returns the files, relative to the project
 * @throws ServiceError CASE_EXISTS, CASE_NOT_RECORDED; what building and starting throw; INTERRUPTED
 */
export async function recordTest(
  name: string,
  subject: TestSubject & { readonly project: Project },
  flags: ImageFlags,
  world: World,
): Promise<string[]> {
  const { project, sample, start } = subject;
  await using runner = await openRunner(flags);
  const image = await imageOf(runner, subject, flags, world);
  const { outcome, swept } = await execute(runner, image, sample, project, world, { start, warnings: [] });
  await swept;
  if (endedFromOutside(outcome)) throw outcomeError(outcome);
  return recordCase(project.dir, name, sample, outcome);
}

async function openRunner(flags: ImageFlags): Promise<Runner> {
  const { createRunner } = await import('@planqk-service/runner');
  return createRunner({ engine: flags.engine as EngineKind | undefined, dockerHost: flags['docker-host'] });
}

async function imageOf(
  runner: Runner,
  { project, image: name }: TestSubject,
  flags: ImageFlags,
  world: World,
): Promise<Image> {
  if (name !== undefined) return runner.findImage(name);
  const { image } = await buildProject(runner, project as Project, flags, world);
  return image;
}
