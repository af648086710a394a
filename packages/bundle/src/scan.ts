import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type BundleProblem, bundleProblem } from './problem.ts';
import type { BundleRules, Decision } from './rules.ts';

/** A file that goes into the bundle. */
export interface KeptFile {
  /** In the archive: relative, with slashes. */
  readonly path: string;
  /** Absolute path of what is read; for a link that of its end. */
  readonly source: string;
  /** In bytes. */
  readonly size: number;
  /** Undefined where permission bits mean nothing: then the content decides. */
  readonly executable: boolean | undefined;
  readonly rule: string;
}

/** A file or a whole folder that stays out. */
export interface DroppedEntry {
  /** A folder's ends with a slash. */
  readonly path: string;
  /** In bytes, of all files below. */
  readonly size: number;
  readonly files: number;
  readonly rule: string;
}

export interface Scan {
  readonly kept: readonly KeptFile[];
  readonly dropped: readonly DroppedEntry[];
  readonly problems: readonly BundleProblem[];
}

interface Place {
  /** In the archive. */
  readonly path: string;
  /** On disk, free of links. */
  readonly real: string;
  /** Real paths of the folders that lead here, to notice loops. */
  readonly trail: readonly string[];
}

/**
 * Everything in the project, each with what becomes of it. Links are followed as long as they stay among what is
 * bundled, as many programs that unpack a zip make no links.
 *
 * @param dir absolute path of the project
 * @param windows whether permission bits mean nothing here
 * @param maxFiles the scan ends when there are more
 */
export async function scanProject(
  dir: string,
  rules: BundleRules,
  { windows, maxFiles }: { readonly windows: boolean; readonly maxFiles: number },
): Promise<Scan> {
  const root = await realpath(dir);
  const kept: KeptFile[] = [];
  const dropped: DroppedEntry[] = [];
  const problems: BundleProblem[] = [];

  const visit = async (folder: Place): Promise<void> => {
    const names = await readdir(folder.real).catch((error: NodeJS.ErrnoException) => {
      problems.push(bundleProblem('unreadable', folder.path || '.', `The folder cannot be read (${error.code}).`));
      return [];
    });
    for (const name of names.sort()) {
      if (kept.length > maxFiles) return;
      await look({
        path: folder.path === '' ? name : `${folder.path}/${name}`,
        real: join(folder.real, name),
        trail: folder.trail,
      });
    }
  };

  const look = async (place: Place): Promise<void> => {
    const decision = rules.decide(place.path);
    const stats = await lstat(place.real).catch(() => undefined);
    if (!decision.kept) {
      if (stats?.isDirectory() && rules.hasExceptions) return visit({ ...place, trail: [...place.trail, place.real] });
      dropped.push(await toDropped(place, stats, decision));
      return;
    }
    if (stats === undefined) {
      problems.push(bundleProblem(place.path.includes('\uFFFD') ? 'name-not-utf8' : 'changed', place.path));
    } else if (stats.isSymbolicLink()) await follow(place, decision);
    else await take(place, stats, decision);
  };

  const follow = async (place: Place, decision: Decision): Promise<void> => {
    let end: string;
    try {
      end = await realpath(place.real);
    } catch (error) {
      const loops = (error as NodeJS.ErrnoException).code === 'ELOOP';
      problems.push(bundleProblem(loops ? 'link-loop' : 'link-broken', place.path));
      return;
    }
    const inside = relative(root, end);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      problems.push(bundleProblem('link-outside', place.path, `The link leads to ${end}, out of the project.`));
    } else if (end === root || place.trail.includes(end)) {
      problems.push(bundleProblem('link-loop', place.path));
    } else {
      const target = inside.replaceAll(sep, '/');
      const { kept: taken, rule } = rules.decide(target);
      if (taken) return take({ ...place, real: end }, await stat(end), decision);
      problems.push(
        bundleProblem('link-to-excluded', place.path, `The link leads to ${target}, which stays out: ${rule}.`),
      );
    }
  };

  const take = async (place: Place, stats: Stats, { rule }: Decision): Promise<void> => {
    if (stats.isDirectory()) return visit({ ...place, trail: [...place.trail, place.real] });
    if (!stats.isFile()) {
      problems.push(bundleProblem('not-a-file', place.path));
      return;
    }
    const executable = windows ? undefined : (stats.mode & 0o100) !== 0;
    kept.push({ path: place.path, source: place.real, size: stats.size, executable, rule });
  };

  await visit({ path: '', real: root, trail: [root] });
  return { kept: kept.sort(byPath), dropped: dropped.sort(byPath), problems };
}

/** The order of bytes, which is the same under every locale. */
function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
}

async function toDropped({ path, real }: Place, stats: Stats | undefined, { rule }: Decision): Promise<DroppedEntry> {
  if (!stats?.isDirectory()) return { path, size: stats?.size ?? 0, files: 1, rule };
  const below = await readdir(real, { recursive: true, withFileTypes: true }).catch(() => []);
  let [size, files] = [0, 0];
  for (const entry of below) {
    if (!entry.isFile()) continue;
    files += 1;
    size += (await lstat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0;
  }
  return { path: `${path}/`, size, files, rule };
}
