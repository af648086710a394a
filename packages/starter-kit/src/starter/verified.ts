import { openCache } from '../cache/cache.ts';
import { starterDigest } from './digest.ts';
import { readContent } from './load-starter.ts';
import type { SourceWorld } from './source.ts';

/**
 * Notes that the starter in the folder `dir`, with exactly these files, has passed the conformance suite on this machine.
 *
 * @throws ServiceError `STARTER_CACHE_UNUSABLE`
 */
export function markVerified(dir: string, world: Pick<SourceWorld, 'env'>): void {
  openCache(world).markVerified(starterDigest(readContent(dir)));
}

/** Whether the starter in `dir`, with exactly these files, has passed the conformance suite on this machine. */
export function isVerified(dir: string, world: Pick<SourceWorld, 'env'>): boolean {
  return openCache(world).isVerified(starterDigest(readContent(dir)));
}
