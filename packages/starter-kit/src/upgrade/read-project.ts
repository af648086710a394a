import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { ancestors } from '@planqk-service/core/paths';
import type { Answers } from '../questions/answers.ts';
import { projectFileName } from '../render/project-file.ts';
import type { StarterOrigin } from '../starter/starter.ts';
import type { VariableAnswers } from '../variables/answer-variables.ts';
import type { AuthorFile } from './plan-upgrade.ts';

/** How a project was made. */
export interface ProjectOrigin extends StarterOrigin {
  readonly id: string;
  readonly answers: Answers;
  readonly variables: VariableAnswers;
}

/**
 * Reads from the project in `dir` (absolute path) how it was made.
 *
 * @throws ServiceError `PROJECT_NOT_FOUND`, `UPGRADE_ORIGIN_UNKNOWN`
 */
export function readProjectOrigin(dir: string): ProjectOrigin {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new ServiceError('PROJECT_NOT_FOUND', { dir });
  const path = join(dir, projectFileName);
  const unknown = (reason: string, cause?: unknown): ServiceError =>
    new ServiceError('UPGRADE_ORIGIN_UNKNOWN', { path, reason }, { cause });
  let starter: Partial<ProjectOrigin> | undefined;
  try {
    ({ starter } = JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw unknown(cause instanceof SyntaxError ? 'it is not JSON.' : 'it cannot be read.', cause);
  }
  const { id, answers } = starter ?? {};
  if (typeof id !== 'string') throw unknown('it names no starter.');
  const { name, description, cpu, memory, gpu } = answers ?? {};
  if (
    typeof name !== 'string' ||
    typeof description !== 'string' ||
    typeof cpu !== 'number' ||
    typeof memory !== 'number'
  )
    throw unknown('the answers that were given then are missing.');
  return { ...starter, id, answers: { name, description, cpu, memory, gpu }, variables: starter?.variables ?? {} };
}

/**
 * What lies in the project on these paths; what is not there is left out.
 *
 * @throws ServiceError `TARGET_UNUSABLE` where a link or a folder is in the way: it may lead out of the project
 */
export function readPlaces(dir: string, paths: readonly string[]): ReadonlyMap<string, AuthorFile> {
  const found = new Map<string, AuthorFile>();
  const known = new Set(paths);
  const folders = new Set(paths.flatMap(ancestors));
  const statsOf = (place: string) => lstatSync(join(dir, place), { throwIfNoEntry: false });
  for (const path of paths) {
    // What is a folder in one version of the starter and a file in the other, is not there as the latter.
    const isOther = (place: string) => known.has(place) && statsOf(place)?.isFile() === true;
    if (ancestors(path).some(isOther) || (folders.has(path) && statsOf(path)?.isDirectory())) continue;
    const odd = [...ancestors(path), path].find((place) => {
      const stats = statsOf(place);
      return stats !== undefined && !(place === path ? stats.isFile() : stats.isDirectory());
    });
    if (odd !== undefined)
      throw new ServiceError('TARGET_UNUSABLE', { dir, reason: `${odd} is not what the starter has there.` });
    const stats = statsOf(path);
    if (stats === undefined) continue;
    const executable = process.platform === 'win32' ? undefined : (stats.mode & 0o100) !== 0;
    found.set(path, { bytes: readFileSync(join(dir, path)), executable });
  }
  return found;
}
