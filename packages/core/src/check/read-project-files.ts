import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ServiceError } from '../errors/index.ts';
import { toolFolder } from '../project/index.ts';
import { type IgnoreRules, ignoreRules } from './ignore-rules.ts';
import type { ProjectEntry, ProjectFiles } from './project-files.ts';

/** Folders that tools fill with thousands of files, none of which is the author's. */
const toolFolders = new Set(['.git', 'node_modules', '.venv', 'venv', 'target', '__pycache__', toolFolder]);

/** What reading something ends with that is no readable file: nothing, a folder, or more than a text can hold. */
const noText = new Set([
  'ENOENT',
  'EISDIR',
  'ENOTDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ERR_STRING_TOO_LONG',
  'ERR_FS_FILE_TOO_LARGE',
]);

/**
 * A project on disk, for rules. Files are read when a rule asks for them.
 *
 * @param dir absolute, or relative to the working directory
 * @throws ServiceError PROJECT_NOT_FOUND; `text` throws CONFIG_INVALID for what exists but cannot be read
 */
export async function readProjectFiles(dir: string): Promise<ProjectFiles> {
  const root = resolve(dir);
  const found = await stat(root).catch(() => undefined);
  if (!found?.isDirectory()) throw new ServiceError('PROJECT_NOT_FOUND', { dir: root });

  const texts = new Map<string, Promise<string | undefined>>();
  const text = (path: string) => {
    const known = texts.get(path) ?? readText(join(root, path));
    texts.set(path, known);
    return known;
  };
  let entries: Promise<readonly ProjectEntry[]> | undefined;
  const list = async () => {
    const all = await listFolder(root, '', await ignoreRules(await text('.dockerignore')));
    return all.sort((a, b) => (a.path < b.path ? -1 : 1));
  };
  return {
    dir: root,
    text,
    entries: () => {
      entries ??= list();
      return entries;
    },
  };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (noText.has(code ?? '')) return undefined;
    const problems = [`it cannot be read (${code ?? message})`];
    throw new ServiceError('CONFIG_INVALID', { path, problems }, { cause: error });
  }
}

/** Links are listed, never followed: what they lead to is not part of the build context. */
async function listFolder(root: string, folder: string, ignore: IgnoreRules): Promise<ProjectEntry[]> {
  // A folder may vanish or be somebody else's while we look.
  const found = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const lists = await Promise.all(
    found.map(async (entry): Promise<ProjectEntry[]> => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        const skipped = toolFolders.has(entry.name) && !ignore.hasExceptions && ignore.ignores(path);
        return [{ path, type: 'directory', size: 0 }, ...(skipped ? [] : await listFolder(root, path, ignore))];
      }
      if (entry.isSymbolicLink()) return [{ path, type: 'symlink', size: 0 }];
      if (!entry.isFile()) return [{ path, type: 'other', size: 0 }];
      const stats = await lstat(join(root, path)).catch(() => undefined);
      return stats === undefined ? [] : [{ path, type: 'file', size: stats.size }];
    }),
  );
  return lists.flat();
}
