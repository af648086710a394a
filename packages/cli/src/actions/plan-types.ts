import { join, relative, resolve } from 'node:path';
import { loadProject, ServiceError, type TypeLanguage } from '@planqk-service/core';
import type { World } from '../world.ts';

export interface TypesPlan {
  readonly lang: TypeLanguage;
  /** Counts from the working directory; without it the types are printed. */
  readonly output: string | undefined;
  /** Whether the project says where, and not the command line. */
  readonly isOwn: boolean;
}

/**
 * Decides what types are made and where they go. What the command line says is taken as a whole: a language without a
 * file is printed, because the project's file may be one of another language.
 *
 * @throws ServiceError USAGE when nobody names a language; PROJECT_NOT_FOUND, INVALID_JSON, CONFIG_INVALID
 */
export async function planTypes(
  dir: string,
  { lang, output }: { readonly lang: TypeLanguage | undefined; readonly output: string | undefined },
  { cwd, platform }: Pick<World, 'cwd' | 'platform'>,
): Promise<TypesPlan> {
  if (lang !== undefined) return { lang, output, isOwn: false };
  const project = await loadProject(resolve(cwd, dir), platform);
  if (project.types === undefined)
    throw new ServiceError('USAGE', {
      problem: 'planqk-service.json does not say in which language types are wanted: name it with --lang.',
      command: 'planqk-service spec types',
    });
  const own = relative(cwd, join(project.dir, project.types.output)).replaceAll('\\', '/');
  return { lang: project.types.lang, output: output ?? own, isOwn: output === undefined };
}
