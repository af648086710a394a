import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { pathCollisions, portablePathProblem } from '@planqk-service/core/paths';
import { type BundleProblem, bundleProblem } from './problem.ts';
import { readRules } from './rules.ts';
import { type DroppedEntry, type KeptFile, scanProject } from './scan.ts';

/** Our decisions: far more than a service needs, and little enough to be noticed before it is uploaded. */
export const defaultLimits = { maxFiles: 50_000, maxBytes: 10 * 1024 ** 3 } as const;

const longestPath = 1_024;

export interface BundleLimits {
  readonly maxFiles: number;
  /** Of all files together, before they are compressed. */
  readonly maxBytes: number;
}

export interface PlanOptions {
  readonly limits?: Partial<BundleLimits> | undefined;
  /** As in `process.platform`: where permission bits mean nothing, the content decides what is executable. */
  readonly platform?: NodeJS.Platform | undefined;
  /** Where the bundle is going to lie: an earlier one there is no part of it. */
  readonly output?: string | undefined;
}

/** What is going to be in a bundle, and what not; nothing has been written yet. */
export interface BundlePlan {
  /** Absolute path of the project. */
  readonly dir: string;
  /** In the order of their bytes, which is their order in the archive. */
  readonly files: readonly KeptFile[];
  readonly dropped: readonly DroppedEntry[];
  /** In bytes, before they are compressed. */
  readonly size: number;
  readonly limits: BundleLimits;
  /** With any of these there is no bundle. */
  readonly problems: readonly BundleProblem[];
}

/**
 * Decides what of a project goes into its bundle. Reads names, sizes and links, no contents.
 *
 * @param dir the project's folder
 * @throws ServiceError CONFIG_INVALID for an ignore file that cannot be read
 */
export async function planBundle(dir: string, options: PlanOptions = {}): Promise<BundlePlan> {
  const { platform = process.platform, output } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const root = await realpath(resolve(dir));
  const rules = await readRules(root);
  const windows = platform === 'win32';
  const scan = await scanProject(root, rules, { windows, maxFiles: limits.maxFiles });
  const own = output === undefined ? undefined : relative(root, resolve(output)).replaceAll(sep, '/');
  const ruleOf = bundleRules(scan.kept, own);
  const files = scan.kept.filter(({ path }) => ruleOf(path) === undefined);
  const bundles = scan.kept.flatMap(({ path, size }) => {
    const rule = ruleOf(path);
    return rule === undefined ? [] : [{ path, size, files: 1, rule }];
  });
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return {
    dir: root,
    files,
    dropped: [...scan.dropped, ...bundles],
    size,
    limits,
    problems: [
      ...scan.problems,
      ...nameProblems(files),
      ...limitProblems(files.length, size, limits),
      ...missing(files),
    ],
  };
}

/** Where the manifest of the bundle at `output` is written. */
export function manifestPath<T extends string | undefined>(output: T): T {
  return (output === undefined ? undefined : `${output}.manifest.json`) as T;
}

const manifestEnd = manifestPath('.zip');

/** Why a path is no file of the project but a bundle of it or its manifest; undefined for all others. */
function bundleRules(kept: readonly KeptFile[], own: string | undefined): (path: string) => string | undefined {
  const manifests = new Set(kept.map(({ path }) => path).filter((path) => path.endsWith(manifestEnd)));
  return (path) => {
    if (path === own || path === manifestPath(own)) return 'the bundle itself';
    return manifests.has(path) || manifests.has(manifestPath(path)) ? 'an earlier bundle' : undefined;
  };
}

function nameProblems(files: readonly KeptFile[]): BundleProblem[] {
  const paths = files.map(({ path }) => path);
  const odd = paths.flatMap((path) => {
    if (path.includes('\uFFFD')) return [bundleProblem('name-not-utf8', path)];
    if (Buffer.byteLength(path) > longestPath) return [bundleProblem('path-too-long', path)];
    const problem = portablePathProblem(path);
    return problem === undefined ? [] : [bundleProblem('name-not-portable', path, `In its name, ${problem.message}.`)];
  });
  const collisions = pathCollisions(paths).map((text) => bundleProblem('name-collision', '.', `${text}.`));
  return [...odd, ...collisions];
}

function limitProblems(count: number, size: number, { maxFiles, maxBytes }: BundleLimits): BundleProblem[] {
  return [
    ...(count > maxFiles ? [bundleProblem('too-many-files', '.', `There are more than ${maxFiles} files.`)] : []),
    ...(size > maxBytes
      ? [bundleProblem('too-large', '.', `The files have ${size} bytes together, and ${maxBytes} are allowed.`)]
      : []),
  ];
}

function missing(files: readonly KeptFile[]): BundleProblem[] {
  return files.some(({ path }) => path === 'Dockerfile') ? [] : [bundleProblem('dockerfile-missing', '.')];
}

/** The name of a bundle that nobody named. */
export function defaultOutput(dir: string, name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return join(dir, `${safe || 'service'}.zip`);
}
