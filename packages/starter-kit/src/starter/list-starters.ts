import { openCache } from '../cache/cache.ts';
import { listBuiltInStarters } from './builtin.ts';
import type { SourceWorld } from './source.ts';
import { useOf } from './use-of.ts';
import { isVerified } from './verified.ts';

/** A starter that can be named without fetching anything. */
export interface ListedStarter {
  readonly id: string;
  readonly origin: 'built-in' | 'fetched';
  /** What `--starter` takes for exactly this one, whatever is fetched later. */
  readonly spec: string;
  /** The shortest that `--starter` takes for exactly this one today. */
  readonly use: string;
  /** The package and version, the address with its commit, or the file that was fetched; of a built-in one its package. */
  readonly resolved: string;
  readonly version: string | undefined;
  readonly language: string;
  /** Generation of the platform's contract. */
  readonly contract: string;
  /** Whether `starters verify` has passed it on this machine, with exactly these files. Built-in ones passed it before they were published. */
  readonly verified: boolean;
}

/**
 * The built-in starters by id, then the fetched ones in the order in which they were fetched.
 *
 * @throws ServiceError `STARTER_CACHE_UNUSABLE`
 */
export function listStarters(world: Pick<SourceWorld, 'env'>): readonly ListedStarter[] {
  const builtIns = listBuiltInStarters().map(({ dir, manifest, origin }): ListedStarter => {
    const { id, language, contract = 'v1' } = manifest;
    const { package: name, version } = origin;
    return {
      id,
      origin: 'built-in',
      spec: id,
      use: id,
      resolved: `${name}@${version}`,
      version,
      language,
      contract,
      verified: isVerified(dir, world),
    };
  });
  const cache = openCache(world);
  const known = { builtIn: builtIns.map(({ id }) => id), fetched: cache.list() };
  const fetched = known.fetched.map((record): ListedStarter => {
    const { id, spec, resolved, version, language, contract, digest } = record;
    const said = { id, spec, resolved, version, language, contract };
    return { ...said, origin: 'fetched', use: useOf(record, known), verified: cache.isVerified(digest) };
  });
  return [...builtIns, ...fetched];
}
