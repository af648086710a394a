import { nearest, ServiceError } from '@planqk-service/core/errors';
import { openCache } from '../cache/cache.ts';
import type { StarterRecord } from '../cache/record.ts';
import { withoutSecrets } from '../cache/without-secrets.ts';
import { contentSpec, isLocalArchive } from './local-archive.ts';
import type { SourceWorld } from './source.ts';

/**
 * Forgets fetched starters: the one that was asked for by `name`, otherwise all whose id that is. Built-in ones stay, and
 * so do the files, for upgrades of the projects that were made from them.
 *
 * @returns what was forgotten
 * @throws ServiceError `STARTER_NOT_FETCHED`, `STARTER_NOT_FOUND`, `STARTER_CACHE_UNUSABLE`
 */
export function removeStarters(name: string, world: Pick<SourceWorld, 'cwd' | 'env'>): readonly StarterRecord[] {
  const cache = openCache(world);
  const exact = cache.find(isLocalArchive(name) ? contentSpec(name, world.cwd) : withoutSecrets(name));
  const all = cache.list();
  const records = exact === undefined ? all.filter(({ id }) => id === name) : [exact];
  if (records.length === 0) {
    const known = [...new Set(all.map(({ id }) => id))];
    throw new ServiceError('STARTER_NOT_FETCHED', { starter: name, known, nearest: nearest(name, known) });
  }
  for (const record of records) cache.remove(record);
  return records;
}
