import { openCache } from '../cache/cache.ts';
import { listBuiltInStarters } from './builtin.ts';
import type { SourceWorld } from './source.ts';
import { isVerified } from './verified.ts';

/** A starter that can be named without fetching anything. */
export interface ListedStarter {
  readonly id: string;
  readonly origin: 'built-in' | 'fetched';
  /** What `--starter` takes for exactly this one. */
  readonly spec: string;
  /** The package and version, or the address with its commit, that was fetched; of a built-in one its package. */
  readonly resolved: string;
  readonly version: string | undefined;
  readonly language: string;
  /** Generation of the platform's contract. */
  readonly contract: string;
  /** Whether `starters verify` has passed it on this machine, with exactly these files. */
  readonly verified: boolean;
}

/**
 * The built-in starters by id, then the fetched ones in the order in which they were fetched.
 *
 * @throws ServiceError `STARTER_CACHE_UNUSABLE`
 */
export function listStarters(world: Pick<SourceWorld, 'env'>): readonly ListedStarter[] {
  const builtIn = listBuiltInStarters().map(({ dir, manifest, origin }): ListedStarter => {
    const { id, language, contract = 'v1' } = manifest;
    const { package: name, version } = origin;
    return {
      id,
      origin: 'built-in',
      spec: id,
      resolved: `${name}@${version}`,
      version,
      language,
      contract,
      verified: isVerified(dir, world),
    };
  });
  const cache = openCache(world);
  const fetched = cache.list().map(({ id, spec, resolved, version, language, contract, digest }): ListedStarter => {
    const known = { id, spec, resolved, version, language, contract };
    return { ...known, origin: 'fetched', verified: cache.isVerified(digest) };
  });
  return [...builtIn, ...fetched];
}
