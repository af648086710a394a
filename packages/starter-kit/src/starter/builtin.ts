import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readStarterInfo } from './load-starter.ts';
import { packageFolder } from './package-folder.ts';
import type { LocatedStarter, StarterSource } from './source.ts';
import type { StarterInfo } from './starter.ts';

const prefix = '@planqk-service/starter-';
const ownName = '@planqk-service/starter-kit';

/**
 * The starters that a package brings along: those of its dependencies that are called
 * `@planqk-service/starter-<id>`. Nothing else in the code knows their names.
 *
 * @param manifestPath absolute path of that package's `package.json`, by default this package's own.
 */
export function builtInStarters(manifestPath: string = ownManifest()): StarterSource {
  const ids = (): readonly string[] => builtInIds(manifestPath);
  const locate = (spec: string): LocatedStarter | undefined =>
    ids().includes(spec) ? { dir: folderOf(spec, manifestPath) } : undefined;
  return { ids, locate };
}

/**
 * The built-in starters, in the order of their ids.
 *
 * @throws ServiceError `STARTER_INVALID` when one of them is broken.
 */
export function listBuiltInStarters(manifestPath: string = ownManifest()): readonly StarterInfo[] {
  return builtInIds(manifestPath).map((id) => readStarterInfo(folderOf(id, manifestPath)));
}

function folderOf(id: string, manifestPath: string): string {
  return packageFolder(`${prefix}${id}`, manifestPath);
}

/** The starter that is taken when the user leaves the choice to us: `defaultStarter` of the `package.json`. */
export function defaultStarterId(manifestPath: string = ownManifest()): string {
  const { defaultStarter } = readManifest(manifestPath);
  return defaultStarter ?? builtInIds(manifestPath)[0] ?? '';
}

interface PackageManifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly defaultStarter?: string;
}

function readManifest(path: string): PackageManifest {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function builtInIds(manifestPath: string): readonly string[] {
  const { dependencies = {} } = readManifest(manifestPath);
  return Object.keys(dependencies)
    .filter((name) => name.startsWith(prefix) && name !== ownName)
    .map((name) => name.slice(prefix.length))
    .sort();
}

/** Looked up by name and not by relative path, so that it also holds inside a bundle that depends on this package. */
function ownManifest(): string {
  return join(packageFolder(ownName, fileURLToPath(import.meta.url)), 'package.json');
}
