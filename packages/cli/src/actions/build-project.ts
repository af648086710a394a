import { type Project, ServiceError } from '@planqk-service/core';
import type { Image, Runner } from '@planqk-service/runner';
import { parseKeyValues } from '../input/key-values.ts';
import { BuildProgressView } from '../render/build-progress.ts';
import type { World } from '../world.ts';

interface BuildFlagValues {
  readonly tag?: string | undefined;
  readonly 'build-arg'?: readonly string[] | undefined;
  readonly 'no-cache'?: boolean | undefined;
  readonly native?: boolean | undefined;
}

/** Builds a project's image and shows how it goes. */
export async function buildProject(
  runner: Runner,
  project: Project,
  flags: BuildFlagValues,
  world: World,
): Promise<{ image: Image; upToDate: boolean; durationMs: number }> {
  const buildArgs = parseKeyValues('--build-arg', flags['build-arg'] ?? [], world.env);
  const startedAt = performance.now();
  let upToDate = true;
  const live = world.stderr.isTTY === true && world.env['TERM'] !== 'dumb';
  const view = new BuildProgressView(world.stderr, live);
  try {
    const image = await runner.build(project, {
      tag: flags.tag === undefined ? undefined : checkTag(flags.tag),
      buildArgs,
      noCache: flags['no-cache'],
      ...(flags.native && { platform: (await runner.info()).platform }),
      signal: world.interruption.requested,
      onEvent: (event) => {
        upToDate = false;
        view.onEvent(event);
      },
    });
    return { image, upToDate, durationMs: performance.now() - startedAt };
  } finally {
    view.end();
  }
}

function checkTag(tag: string): string {
  // Source: the reference format of Docker images (distribution/reference), without a digest.
  const valid =
    /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?$/;
  if (valid.test(tag)) return tag;
  const reason = 'an image name has lower-case letters, digits and single separators, and a tag behind a colon';
  throw new ServiceError('FLAG_INVALID', { flag: '--tag', value: tag, reason, example: 'my-service:1.0' });
}
