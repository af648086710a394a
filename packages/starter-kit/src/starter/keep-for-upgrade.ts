import { openCache } from '../cache/cache.ts';
import { keepFiles } from '../cache/keep-starter.ts';
import { builtInStarters } from './builtin.ts';
import { readContent } from './load-starter.ts';
import type { SourceWorld } from './source.ts';
import type { Starter } from './starter.ts';

/**
 * Keeps a copy of a starter that was not fetched, so that `upgrade` can compare with it later: its folder may be another
 * by then, and what its package.json says may be published by nobody, or by somebody else. Without a place for that the
 * starter is as good as before, only not to be upgraded from.
 */
export async function keepForUpgrade(starter: Starter, world: SourceWorld): Promise<Starter> {
  if (starter.origin.digest !== undefined || (await isBuiltIn(starter, world))) return starter;
  try {
    return { ...starter, origin: { ...starter.origin, digest: keepFiles(openCache(world), readContent(starter.dir)) } };
  } catch {
    return starter;
  }
}

/** Those are published, each version once. */
async function isBuiltIn({ dir, manifest }: Starter, world: SourceWorld): Promise<boolean> {
  const located = await builtInStarters().locate(manifest.id, world);
  return located?.dir === dir;
}
