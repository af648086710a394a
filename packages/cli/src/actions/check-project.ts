import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import {
  allRules,
  type CheckResult,
  isServiceError,
  type Outcome,
  planFixes,
  readProjectFiles,
  runCheck,
  type ServiceError,
} from '@planqk-service/core';
import type { World } from '../world.ts';

/** A check as it is told: where the project is, seen from here, and what was mended. */
export interface CheckedProject extends CheckResult {
  /** Absolute path. */
  readonly dir: string;
  /** In front of every file's name, so that it counts from the working directory: empty, or ends in a slash. */
  readonly prefix: string;
  /** Files that were written, relative to the project. */
  readonly fixed: readonly string[];
  /** How the service ended, where it was run. */
  readonly outcome?: Outcome;
  /** Why it could not be run; that there are errors among the findings is the likely reason. */
  readonly notRun?: ServiceError;
}

interface CheckOptions {
  readonly fix: boolean;
  /** Runs the service on its sample input; without it the service is not run. */
  readonly run?: ((dir: string) => Promise<Outcome>) | undefined;
}

/**
 * Checks a project by all rules, after what can be mended is mended. With `run`, also what the service then prints.
 *
 * @param dir absolute or relative to the working directory
 * @throws ServiceError PROJECT_NOT_FOUND, CONFIG_INVALID for files that cannot be read; what `run`
 * throws, unless errors were found before it
 */
export async function checkProject(
  dir: string,
  options: CheckOptions,
  world: Pick<World, 'cwd'>,
): Promise<CheckedProject> {
  const root = resolve(world.cwd, dir);
  const path = relative(world.cwd, root).replaceAll('\\', '/');
  const prefix = path === '' ? '' : `${path}/`;
  const still = { ...(await checkFiles(root, options.fix)), dir: root, prefix };
  if (options.run === undefined) return still;

  try {
    const outcome = await options.run(root);
    return { ...still, ...(await runCheck(await readProjectFiles(root), allRules, outcome)), outcome };
  } catch (error) {
    const hasErrors = still.findings.some(({ severity }) => severity === 'error');
    if (!hasErrors || !isServiceError(error) || error.code === 'INTERRUPTED') throw error;
    return { ...still, notRun: error };
  }
}

async function checkFiles(root: string, fix: boolean): Promise<CheckResult & Pick<CheckedProject, 'fixed'>> {
  const files = await readProjectFiles(root);
  const result = await runCheck(files, allRules);
  if (!fix) return { ...result, fixed: [] };

  const fixed: string[] = [];
  for (const [file, text] of await planFixes(files, allRules, result.findings)) {
    const path = join(root, file);
    if (!(await isOurs(path, root))) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    fixed.push(file);
  }
  const after = fixed.length === 0 ? result : await runCheck(await readProjectFiles(root), allRules);
  return { ...after, fixed };
}

/** Whether a file may be written: neither it nor its folder is a link that leads elsewhere. */
async function isOurs(path: string, root: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  const folder = await realpath(dirname(path)).catch(() => undefined);
  const isWithin = folder === undefined || !relative(await realpath(root), folder).startsWith('..');
  return isWithin && (stats?.isFile() ?? true);
}
