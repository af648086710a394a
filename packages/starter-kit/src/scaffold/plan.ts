import { ServiceError } from '@planqk-service/core/errors';
import type { Answers } from '../questions/answers.ts';
import type { ProjectFile } from '../render/file.ts';
import type { StarterInfo } from '../starter/starter.ts';
import { type GitDecision, planGit } from './plan-git.ts';
import type { Target } from './target.ts';

/** A file of the plan: what is written, and whether something of the user's gives way to it. */
export interface PlannedFile extends ProjectFile {
  /** `keep`: the same bytes lie there already. */
  readonly action: 'create' | 'replace' | 'keep';
}

/** Everything that {@link applyScaffold} will do, and nothing that it still has to decide. */
export interface ScaffoldPlan {
  /** Absolute path of the project's folder. */
  readonly dir: string;
  /** `new`: the folder does not exist yet. `fill`: it is empty. `merge`: it holds files of the user's. */
  readonly mode: 'new' | 'fill' | 'merge';
  readonly starter: StarterInfo;
  readonly answers: Answers;
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
  readonly git: GitDecision;
}

/** What a plan is made from; the files are those of `renderTemplate`, the target that of `inspectTarget`. */
export interface ScaffoldRequest {
  readonly starter: StarterInfo;
  readonly answers: Answers;
  readonly files: readonly ProjectFile[];
  readonly target: Target;
  /** Whether to write into a folder that is not empty. */
  readonly force: boolean;
  /** Whether the user wants a git repository. */
  readonly git: boolean;
}

/**
 * Decides what scaffolding does. Pure: reads and writes nothing.
 *
 * @throws ServiceError `TARGET_NOT_EMPTY` for a folder with content, unless `force`.
 * @throws ServiceError `TARGET_UNUSABLE` when the project does not fit among what is there.
 */
export function planScaffold({ starter, answers, files, target, force, git }: ScaffoldRequest): ScaffoldPlan {
  const { dir, occupants, unchanged } = target;
  const mode = scaffoldMode(target, force);
  refuseMisfits(target, files);
  const action = (path: string): PlannedFile['action'] => {
    if (unchanged.has(path)) return 'keep';
    return occupants.has(path) ? 'replace' : 'create';
  };
  const planned = files.map((file) => ({ ...file, action: action(file.path) }));
  return { dir, mode, starter, answers, files: planned, git: planGit(git, target) };
}

/**
 * How a project gets into `target`; can be asked before anything else is known.
 *
 * @throws ServiceError `TARGET_NOT_EMPTY` for a folder with content, unless `force`.
 * @throws ServiceError `TARGET_UNUSABLE` when it is not a folder.
 */
export function scaffoldMode({ dir, state, entries }: Target, force: boolean): ScaffoldPlan['mode'] {
  if (state === 'not-a-folder') throw new ServiceError('TARGET_UNUSABLE', { dir, reason: 'it is not a folder.' });
  if (state === 'filled' && !force) throw new ServiceError('TARGET_NOT_EMPTY', { dir, entries });
  return ({ missing: 'new', empty: 'fill', filled: 'merge' } as const)[state];
}

/** A file may give way to a file, a folder to nothing; a link to neither, for it may lead out of the folder. */
function refuseMisfits({ dir, occupants }: Target, files: readonly ProjectFile[]): void {
  const paths = new Set(files.map((file) => file.path));
  for (const [place, occupant] of occupants) {
    const fits = paths.has(place) ? occupant === 'file' : occupant === 'folder';
    if (fits) continue;
    const wanted = paths.has(place) ? 'a file' : 'a folder';
    const found = { file: 'a file', folder: 'a folder', other: 'a link or a special file' }[occupant];
    throw new ServiceError('TARGET_UNUSABLE', {
      dir,
      reason: `${place} is ${found}, but the project has ${wanted} there.`,
    });
  }
}
