import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import dockerignoreModule from '@balena/dockerignore';
import { toolFolder } from '@planqk-service/core/runtime';
import type { ContextEntry } from './build-plan.ts';

// Its types describe an ES module, which it is not.
const { default: dockerignore } = dockerignoreModule;

// Docker's own client sends these two whatever .dockerignore says; the builder needs them.
const alwaysSent = new Set(['Dockerfile', '.dockerignore']);

/**
 * What of the folder `dir` is sent to the engine: everything that its `.dockerignore` does not exclude, sorted by path.
 * Links are sent as links, never followed; sockets and devices are left out. So is what these tools keep there: it is no
 * part of the service, and reading a database that this process has open would release its locks (POSIX).
 *
 * @param windows whether permission bits mean nothing here
 */
export async function scanContext(dir: string, windows: boolean): Promise<ContextEntry[]> {
  const rules = await readFile(join(dir, '.dockerignore'), 'utf8').catch(() => '');
  // Without exceptions an ignored folder need not be looked into.
  const hasExceptions = /^\s*!/m.test(rules);
  const ignore = dockerignore({ ignorecase: false }).add(rules);
  const isIgnored = (path: string) => !alwaysSent.has(path) && ignore.ignores(path);

  const entries: ContextEntry[] = [];
  const visit = async (folder: string): Promise<void> => {
    const names = (await readdir(join(dir, folder))).sort();
    for (const name of names) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (path === toolFolder) continue;
      const stats = await lstat(join(dir, path));
      const ignored = isIgnored(path);
      const { mtime: modifiedAt } = stats;
      const mode = windows ? 0o755 : stats.mode & 0o777;
      if (stats.isDirectory()) {
        if (!ignored) entries.push({ path, type: 'directory', mode, size: 0, modifiedAt });
        if (!ignored || hasExceptions) await visit(path);
        continue;
      }
      if (ignored) continue;
      if (stats.isSymbolicLink()) {
        const target = await readlink(join(dir, path));
        const linkTarget = windows ? target.replaceAll('\\', '/') : target;
        entries.push({ path, type: 'symlink', mode: 0o777, size: 0, modifiedAt, linkTarget });
      } else if (stats.isFile()) {
        entries.push({ path, type: 'file', mode, size: stats.size, modifiedAt });
      }
    }
  };
  await visit('');
  return entries;
}
