import { lstat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { allRules, type CheckResult, planFixes, readProjectFiles, runCheck } from '@planqk-service/core';
import type { World } from '../world.ts';

/** A check as it is told: where the project is, seen from here, and what was mended. */
export interface CheckedProject extends CheckResult {
  /** Absolute path. */
  readonly dir: string;
  /** In front of every file's name, so that it counts from the working directory: empty, or ends in a slash. */
  readonly prefix: string;
  /** Files that were written, relative to the project. */
  readonly fixed: readonly string[];
}

/**
 * Checks a project by all rules.
 *
 * @param dir absolute or relative to the working directory
 * @throws ServiceError PROJECT_NOT_FOUND, CONFIG_INVALID for files that cannot be read
 */
export async function checkProject(
  dir: string,
  { fix }: { readonly fix: boolean },
  world: Pick<World, 'cwd'>,
): Promise<CheckedProject> {
  const root = resolve(world.cwd, dir);
  const path = relative(world.cwd, root).replaceAll('\\', '/');
  const prefix = path === '' ? '' : `${path}/`;
  const files = await readProjectFiles(root);
  const result = await runCheck(files, allRules);
  if (!fix) return { ...result, dir: root, prefix, fixed: [] };

  const fixed: string[] = [];
  for (const [file, text] of await planFixes(files, allRules, result.findings)) {
    if (!(await isOurs(join(root, file)))) continue;
    await writeFile(join(root, file), text);
    fixed.push(file);
  }
  const after = fixed.length === 0 ? result : await runCheck(await readProjectFiles(root), allRules);
  return { ...after, dir: root, prefix, fixed };
}

/** Whether a file may be written: it is not there yet, or is no link that leads elsewhere. */
async function isOurs(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isFile() ?? true;
}
