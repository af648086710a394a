import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { type GitOutcome, initRepository } from './git.ts';
import { moveEntries, placeFiles } from './place.ts';
import type { ScaffoldPlan } from './plan.ts';
import { renamePatiently } from './rename.ts';
import { makeFolder, stageFiles, stagingName } from './stage.ts';
import { createUndoLog, type UndoLog } from './undo.ts';

export interface ApplyOptions {
  /** Environment that git is started with. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the work; nothing is left behind. */
  readonly signal?: AbortSignal;
}

export interface ScaffoldResult {
  readonly git: GitOutcome;
}

/**
 * Writes the planned project: into a hidden folder first (beside a folder that does not exist yet, else inside
 * it), then moves it to its place. Whatever goes wrong, the file system is as it was before.
 *
 * @throws ServiceError `INTERRUPTED` when `signal` was aborted.
 * @throws ServiceError `TARGET_UNUSABLE` when the system refuses to write.
 */
export async function applyScaffold(plan: ScaffoldPlan, options: ApplyOptions): Promise<ScaffoldResult> {
  const undo = createUndoLog();
  try {
    return await write[plan.mode](plan, options, undo);
  } catch (cause) {
    undo.rollBack();
    if (options.signal?.aborted) throw new ServiceError('INTERRUPTED', { doing: 'writing the project' }, { cause });
    if (isSystemError(cause))
      throw new ServiceError('TARGET_UNUSABLE', { dir: plan.dir, reason: cause.message }, { cause });
    throw cause;
  }
}

type Write = (plan: ScaffoldPlan, options: ApplyOptions, undo: UndoLog) => Promise<ScaffoldResult>;

const write: Readonly<Record<ScaffoldPlan['mode'], Write>> = {
  /** The whole folder appears at once. */
  new: async (plan, options, undo) => {
    makeFolder(dirname(plan.dir), undo);
    const stage = makeStage(dirname(plan.dir), undo);
    const result = await fillStage(stage, plan, options);
    await renamePatiently(stage, plan.dir);
    return result;
  },
  /** The empty folder stays what it is: it may be somebody's current folder, or a mount point. */
  fill: async (plan, options, undo) => {
    const stage = makeStage(plan.dir, undo);
    const result = await fillStage(stage, plan, options);
    moveEntries(stage, plan.dir, undo);
    removeFolder(stage);
    return result;
  },
  /** The files move one by one among the user's. */
  merge: async (plan, options, undo) => {
    const stage = makeStage(plan.dir, undo);
    const result = await fillStage(stage, plan, options);
    placeFiles(stage, plan.dir, plan.files, undo);
    removeFolder(stage);
    return result;
  },
};

async function fillStage(stage: string, plan: ScaffoldPlan, { env, signal }: ApplyOptions): Promise<ScaffoldResult> {
  stageFiles(stage, plan.files);
  const git: GitOutcome = plan.git.init
    ? await initRepository(stage, `Create ${plan.answers.name} from the ${plan.starter.manifest.id} starter`, {
        env,
        signal,
      })
    : { state: 'none', reason: plan.git.reason };
  await checkpoint(signal);
  return { git };
}

function makeStage(parent: string, undo: UndoLog): string {
  const stage = join(parent, stagingName());
  mkdirSync(stage);
  undo.push(() => removeFolder(stage));
  return stage;
}

function removeFolder(dir: string): void {
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
}

/** Node delivers a signal only between turns of its loop: this is such a turn, the last before the move. */
async function checkpoint(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
