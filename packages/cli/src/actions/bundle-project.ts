import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import {
  type BundleManifest,
  type BundlePlan,
  bundleManifest,
  defaultOutput,
  manifestPath,
  planBundle,
  readAllowed,
  type StagedBundle,
  stageBundle,
  unpackBundle,
} from '@planqk-service/bundle';
import { loadProject, outcomeError, type Project, ServiceError, successEnvelope } from '@planqk-service/core';
import type { Image } from '@planqk-service/runner';
import { bundleList, bundleSummary } from '../render/bundle-text.ts';
import type { World } from '../world.ts';
import { runSampleOf, type SampleRunFlags } from './run-sample.ts';

interface BundleOptions {
  readonly output: string | undefined;
  readonly maxBytes: number;
  readonly json: boolean;
}

type VerifyFlags = Omit<SampleRunFlags, 'engine'>;

/** Tells what would be bundled, file by file, and writes nothing. */
export async function listBundle(dir: string, options: BundleOptions, world: World): Promise<number> {
  const { plan, output } = await prepare(dir, options, world);
  const planned = { output, ...plan };
  if (!options.json) world.stdout.write(bundleList(plan, world.stdout));
  if (plan.problems.length > 0) throw new ServiceError('BUNDLE_REFUSED', planned);
  if (options.json) world.stdout.write(successEnvelope(planned));
  return 0;
}

/** Writes the bundle and its manifest, after it has been verified if that is asked for. */
export async function bundleProject(
  dir: string,
  options: BundleOptions & { readonly version: string; readonly verify?: VerifyFlags },
  world: World,
): Promise<number> {
  const { project, plan, output } = await prepare(dir, options, world);
  await using bundle = await stageBundle(plan, {
    output,
    allowed: await readAllowed(plan.dir),
    signal: world.interruption.requested,
  });
  const image = options.verify && (await verify(bundle, project, options.verify, world));
  const manifest = bundleManifest(bundle, {
    file: basename(output),
    service: project.name,
    tool: { name: 'planqk-service', version: options.version },
    starter: await starterOf(plan.dir),
    ...(image && { image: { id: image.id, platform: image.platform } }),
  });
  await bundle.commit();
  await writeManifest(output, manifest);
  if (options.json) {
    const { files, dropped, size, limits } = plan;
    const sizes = { files: files.length, size, limits, dropped };
    world.stdout.write(successEnvelope({ output, manifest, ...sizes }));
  } else {
    world.stderr.write(bundleSummary(plan, manifest, world.stderr));
    world.stdout.write(`${relative(world.cwd, output) || output}\n`);
  }
  return 0;
}

async function prepare(
  dir: string,
  { output: wanted, maxBytes }: BundleOptions,
  world: World,
): Promise<{ readonly project: Project; readonly plan: BundlePlan; readonly output: string }> {
  const project = await loadProject(dir, world.platform);
  const output = wanted === undefined ? defaultOutput(project.dir, project.name) : resolve(world.cwd, wanted);
  const plan = await planBundle(project.dir, { limits: { maxBytes }, platform: world.platform, output });
  return { project, plan, output };
}

/**
 * Builds the image from what is in the archive, and runs the project's sample on it.
 *
 * @throws ServiceError what building and starting throw, and why there is no valid result
 */
async function verify(bundle: StagedBundle, project: Project, flags: VerifyFlags, world: World): Promise<Image> {
  const folder = await mkdtemp(join(tmpdir(), 'planqk-service-bundle-'));
  try {
    await unpackBundle(bundle.path, folder);
    const unpacked = await loadProject(folder, world.platform);
    // The sample is no part of a bundle.
    const { outcome, image } = await runSampleOf(
      { ...unpacked, name: project.name, sampleInput: project.sampleInput },
      { ...flags, engine: 'docker' },
      world,
    );
    const error = outcomeError(outcome);
    if (error !== undefined) throw error;
    return image;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function starterOf(dir: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(dir, 'planqk-service.json'), 'utf8')).starter;
  } catch {
    return undefined;
  }
}

async function writeManifest(output: string, manifest: BundleManifest): Promise<void> {
  const path = manifestPath(output);
  try {
    await writeFile(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ServiceError('BUNDLE_UNWRITABLE', { path, reason: code ?? message }, { cause: error });
  }
}
