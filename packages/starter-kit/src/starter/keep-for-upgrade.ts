import { openCache } from '../cache/cache.ts';
import { keepFiles } from '../cache/keep-starter.ts';
import { readContent } from './load-starter.ts';
import type { SourceWorld } from './source.ts';
import type { Starter } from './starter.ts';

/**
 * Keeps a copy of a starter that nobody could fetch again, because it lies in somebody's folder, so that `upgrade` can
 * compare with it later. Without a place for that the starter is as good as before, only not to be upgraded from.
 */
export function keepForUpgrade(starter: Starter, world: Pick<SourceWorld, 'env'>): Starter {
  const { package: name, version, digest } = starter.origin;
  if (digest !== undefined || (name !== undefined && version !== undefined)) return starter;
  try {
    return { ...starter, origin: { ...starter.origin, digest: keepFiles(openCache(world), readContent(starter.dir)) } };
  } catch {
    return starter;
  }
}
