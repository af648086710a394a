import { lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { ancestors } from '@planqk-service/core/paths';
import type { ProjectFile } from '../render/file.ts';

/** What lies at a place that the project wants. */
export type Occupant = 'file' | 'folder' | 'other';

/** What was found at the place where the project is to go. */
export interface Target {
  /** Absolute path of the project's folder. */
  readonly dir: string;
  readonly state: 'missing' | 'empty' | 'filled' | 'not-a-folder';
  /** Names in the folder. */
  readonly entries: readonly string[];
  /** What already lies on the project's paths and their folders, by path; free places are left out. */
  readonly occupants: ReadonlyMap<string, Occupant>;
  /** Paths of the project that already hold exactly its bytes. */
  readonly unchanged: ReadonlySet<string>;
  /** Root of the git repository around it, if there is one. */
  readonly repository: string | undefined;
}

/**
 * Looks at the folder `dir` (absolute path) and at the places in it that `files` want. Writes nothing.
 *
 * @throws ServiceError `TARGET_UNUSABLE` when it cannot be looked at.
 */
export function inspectTarget(dir: string, files: readonly ProjectFile[]): Target {
  try {
    const stats = lookAt(dir);
    const repository = repositoryAround(dir);
    const nothing = { dir, entries: [], occupants: new Map(), unchanged: new Set<string>(), repository };
    if (stats === undefined) return { ...nothing, state: 'missing' };
    // The folder itself may be a link: the user chose it. Links inside it are another matter.
    if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== true) return { ...nothing, state: 'not-a-folder' };
    const entries = readdirSync(dir).sort();
    if (entries.length === 0) return { ...nothing, state: 'empty' };
    return { ...nothing, state: 'filled', entries, ...inspectPlaces(dir, files) };
  } catch (cause) {
    throw new ServiceError('TARGET_UNUSABLE', { dir, reason: (cause as Error).message }, { cause });
  }
}

function inspectPlaces(dir: string, files: readonly ProjectFile[]): Pick<Target, 'occupants' | 'unchanged'> {
  const occupants = new Map<string, Occupant>();
  const unchanged = new Set<string>();
  for (const { path, bytes } of files) {
    for (const place of [...ancestors(path), path]) {
      const stats = lookAt(join(dir, place));
      if (stats === undefined) break;
      occupants.set(place, occupantOf(stats));
      // Nothing is looked at through a link: it may lead out of the folder.
      if (!stats.isDirectory()) break;
    }
    if (occupants.get(path) === 'file' && readFileSync(join(dir, path)).equals(bytes)) unchanged.add(path);
  }
  return { occupants, unchanged };
}

function occupantOf(stats: Stats): Occupant {
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}

function repositoryAround(dir: string): string | undefined {
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    // A worktree's or a submodule's `.git` is a file.
    if (lookAt(join(folder, '.git')) !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file in the place of one of the folders above it.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
