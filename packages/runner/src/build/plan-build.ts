import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Project, ServiceError } from '@planqk-service/core/runtime';
import type { BuildPlan, ContextEntry } from './build-plan.ts';
import { imageTag } from './image-tag.ts';
import { scanContext } from './scan-context.ts';

/** The platform runs services on this machine type. Source: PlanQK documentation. */
export const platformOfPlanqk = 'linux/amd64';

/** How one build may differ from the usual. */
export interface BuildSettings {
  /** Name of the image; by default `planqk-service/<name of the service>:local`. */
  readonly tag?: string | undefined;
  readonly buildArgs?: Readonly<Record<string, string>> | undefined;
  /** Repeat every step. */
  readonly noCache?: boolean | undefined;
  /** For example linux/arm64; by default what the platform runs: linux/amd64. */
  readonly platform?: string | undefined;
}

export interface PlanBuildOptions {
  /** False for builds without a container. */
  readonly needsDockerfile?: boolean;
  readonly hostPlatform?: NodeJS.Platform;
}

/**
 * Decides what is built: reads the project's folder, writes nothing.
 *
 * @throws ServiceError DOCKERFILE_MISSING; BUILD_FAILED for a folder that cannot be read
 */
export async function planBuild(
  project: Project,
  settings: BuildSettings = {},
  { needsDockerfile = true, hostPlatform = process.platform }: PlanBuildOptions = {},
): Promise<BuildPlan> {
  const dockerfile = await readFile(project.dockerfile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !needsDockerfile) return '';
    if (error.code === 'ENOENT') throw new ServiceError('DOCKERFILE_MISSING', { dir: project.dir }, { cause: error });
    throw error;
  });
  const context = await scanContext(project.dir, hostPlatform === 'win32').catch(explainUnreadable);
  const decisive = {
    tag: settings.tag ?? imageTag(project.name),
    platform: settings.platform ?? platformOfPlanqk,
    // Sorted, as their order decides nothing.
    buildArgs: Object.fromEntries(Object.entries(settings.buildArgs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return {
    dir: project.dir,
    ...decisive,
    noCache: settings.noCache ?? false,
    context,
    fingerprint: await fingerprint(project.dir, context, decisive),
    dockerfile,
    ...(project.process && { process: project.process }),
  };
}

function explainUnreadable(error: NodeJS.ErrnoException): never {
  if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
  const reason = `${error.path} cannot be read: permission denied`;
  throw new ServiceError('BUILD_FAILED', { step: '', reason, logTail: [] }, { cause: error });
}

async function fingerprint(dir: string, context: readonly ContextEntry[], decisive: object): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(decisive));
  for (const { modifiedAt: _, ...entry } of context) {
    hash.update(`\n${JSON.stringify(entry)}\n`);
    if (entry.type !== 'file') continue;
    for await (const chunk of createReadStream(join(dir, entry.path))) hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
