import { stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { loadProject, ServiceError } from '@planqk-service/core';
import { githubWorkflow } from '../ci/github.ts';
import { gitlabPipeline } from '../ci/gitlab.ts';
import type { CiSystem } from '../ci/workflow.ts';

/** A file for a CI system, not written yet. */
export interface PlannedWorkflow {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
}

const systems = {
  github: { file: '.github/workflows/planqk-service.yml', text: githubWorkflow },
  gitlab: { file: '.gitlab-ci.yml', text: gitlabPipeline },
} as const;

/**
 * Decides what a CI system needs to certify a project, and where: at the root of the Git repository that the project is
 * in, or else in the project itself.
 *
 * @param version of planqk-service, as npm takes it
 * @throws ServiceError PROJECT_NOT_FOUND, DOCKERFILE_MISSING where nothing looks like a project, INVALID_JSON, CONFIG_INVALID
 */
export async function planWorkflow(system: CiSystem, dir: string, version: string): Promise<PlannedWorkflow> {
  const project = await loadProject(dir);
  const traces = [project.dockerfile, join(project.dir, 'planqk.json')].map(exists);
  if (!(await Promise.all(traces)).includes(true)) throw new ServiceError('DOCKERFILE_MISSING', { dir: project.dir });
  const root = (await repositoryOf(project.dir)) ?? project.dir;
  const { file, text } = systems[system];
  const path = relative(root, project.dir).replaceAll('\\', '/');
  return { file: join(root, file), text: text({ version, path }) };
}

/** The nearest folder with a `.git`, which is a file in worktrees. */
async function repositoryOf(dir: string): Promise<string | undefined> {
  if (await exists(join(dir, '.git'))) return dir;
  const parent = dirname(dir);
  return parent === dir ? undefined : repositoryOf(parent);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
