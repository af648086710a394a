import { relative, resolve } from 'node:path';
import { loadSpec, type ProjectFiles, readProjectFiles, ServiceError, type Spec, specFile } from '@planqk-service/core';
import type { World } from '../world.ts';

export interface OpenedSpec {
  readonly spec: Spec & { readonly root: NonNullable<Spec['root']> };
  readonly files: ProjectFiles;
}

/** A project that has a specification, whatever is in it. */
export interface SpecProject {
  readonly text: string;
  readonly files: ProjectFiles;
  /** In front of every file's name, so that it counts from the working directory: empty, or ends in a slash. */
  readonly prefix: string;
}

/**
 * Finds the specification of a project, for a command that cannot do without.
 *
 * @throws ServiceError PROJECT_NOT_FOUND, SPEC_MISSING
 */
export async function findSpec(dir: string, world: Pick<World, 'cwd'>): Promise<SpecProject> {
  const files = await readProjectFiles(resolve(world.cwd, dir));
  const path = relative(world.cwd, files.dir).replaceAll('\\', '/');
  const prefix = path === '' ? '' : `${path}/`;
  const text = await files.text(specFile);
  if (text === undefined) throw new ServiceError('SPEC_MISSING', { path: `${prefix}${specFile}` });
  return { text, files, prefix };
}

/**
 * Reads the specification of a project.
 *
 * @throws ServiceError PROJECT_NOT_FOUND, SPEC_MISSING; CONFIG_INVALID when it is no YAML mapping
 */
export async function openSpec(dir: string, world: Pick<World, 'cwd'>): Promise<OpenedSpec> {
  const { text, files, prefix } = await findSpec(dir, world);
  const spec = loadSpec(text);
  const { root, problems } = spec;
  if (root === undefined)
    throw new ServiceError('CONFIG_INVALID', {
      path: `${prefix}${specFile}`,
      problems: problems.map(({ message, location }) => `line ${location.line}: ${message}`),
    });
  return { spec: { ...spec, root }, files };
}
