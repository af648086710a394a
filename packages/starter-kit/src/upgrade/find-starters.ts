import { isServiceError, ServiceError } from '@planqk-service/core/errors';
import { openCache } from '../cache/cache.ts';
import { addStarter } from '../starter/add-starter.ts';
import { isBareWord } from '../starter/bare-word.ts';
import { builtInStarters } from '../starter/builtin.ts';
import { folderStarters } from '../starter/folder.ts';
import { installedStarters } from '../starter/installed.ts';
import { loadStarter } from '../starter/load-starter.ts';
import { isContentSpec, isLocalArchive } from '../starter/local-archive.ts';
import { resolveStarter } from '../starter/resolve-starter.ts';
import type { SourceWorld } from '../starter/source.ts';
import type { Starter } from '../starter/starter.ts';
import type { ProjectOrigin } from './read-project.ts';

/**
 * The starter as it was when the project was made: from the cache, as it is built in, or the same version fetched again
 * from where it came from. What was a folder or a file came from no registry, where somebody else may have its name.
 *
 * @throws ServiceError `UPGRADE_BASE_MISSING`
 */
export async function findBase(origin: ProjectOrigin, world: SourceWorld): Promise<Starter> {
  const { id, package: name, version, digest } = origin;
  const cache = openCache(world);
  const kept = digest === undefined ? undefined : cache.folderOf(digest);
  if (kept !== undefined) return loadStarter(kept, originOf(origin));
  const called = `${id} ${version ?? ''}`.trim();
  const missing = (reason: string, cause?: unknown): ServiceError =>
    new ServiceError('UPGRADE_BASE_MISSING', { starter: called, reason }, { cause });
  if (digest === undefined) {
    const builtIn = await builtIns(id, world);
    if (builtIn !== undefined && builtIn.origin.package === name && builtIn.origin.version === version) return builtIn;
  }
  const address = addressOf(origin);
  if (address === undefined)
    throw missing('it was a folder, a file or an installed package, and no copy of it is left.');
  try {
    const { starter: record } = await addStarter(address, world);
    if (digest !== undefined && record.digest !== digest) throw missing('what is there by that name today is another.');
    const located = cache.locate(record);
    return loadStarter(located?.dir ?? '', originOf(origin));
  } catch (cause) {
    if (isServiceError(cause) && cause.code.startsWith('STARTER_')) throw missing(cause.message, cause);
    throw cause;
  }
}

/**
 * The starter as it is now: what the user names, or what the project was made from, fetched anew where it can be.
 *
 * @throws ServiceError what finding and fetching starters throw
 */
export async function findCurrent(
  spec: string | undefined,
  origin: ProjectOrigin,
  world: SourceWorld,
): Promise<Starter> {
  const wanted = spec ?? origin.spec ?? (await unfetched(origin, world));
  const isHere =
    (await folderStarters.locate(wanted, world)) ??
    (await builtInStarters().locate(wanted, world)) ??
    (await installedStarters.locate(wanted, world));
  // Fetched before, a range or a branch may mean another version today; a file is known by its content anyway.
  const isFile = isLocalArchive(wanted) || isContentSpec(wanted);
  if (isHere !== undefined || isFile || isBareWord(wanted) || world.offline) return resolveStarter(wanted, world);
  const { starter } = await addStarter(wanted, world);
  const located = openCache(world).locate(starter);
  return loadStarter(located?.dir ?? '', located?.origin);
}

/** What the project says when it was made neither from an address nor from a range. */
async function unfetched(origin: ProjectOrigin, world: SourceWorld): Promise<string> {
  const { id, package: name, digest } = origin;
  const builtIn = await builtIns(id, world);
  if (builtIn !== undefined && builtIn.origin.package === name) return id;
  if (name !== undefined && (digest === undefined || (await installedStarters.locate(name, world)))) {
    return digest === undefined ? `${name}@latest` : name;
  }
  // It was a folder or a file: a registry may have something else by the name that stands in its package.json.
  throw new ServiceError('UPGRADE_TARGET_UNKNOWN', { starter: id, package: name });
}

/** What to fetch again; undefined where nothing says where it came from. */
function addressOf({ package: name, version, spec, digest }: ProjectOrigin): string | undefined {
  if (spec === undefined && digest !== undefined) return undefined;
  const exact = name === undefined || version === undefined ? undefined : `${name}@${version}`;
  const asked = spec?.replace(/^npm:/, '');
  const isOfRegistry = asked === undefined || asked === name || asked.startsWith(`${name}@`);
  return isOfRegistry ? exact : spec;
}

async function builtIns(id: string, world: SourceWorld): Promise<Starter | undefined> {
  const located = await builtInStarters().locate(id, world);
  return located && loadStarter(located.dir);
}

/** As it was written down then, so that what is rendered is what was rendered. */
function originOf({ package: name, version, spec, digest }: ProjectOrigin): Starter['origin'] {
  return {
    ...(name !== undefined && { package: name }),
    ...(version !== undefined && { version }),
    ...(spec !== undefined && { spec }),
    ...(digest !== undefined && { digest }),
  };
}
