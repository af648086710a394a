import { ServiceError } from '@planqk-service/core/errors';
import { contentSpec, isContentSpec, isLocalArchive } from '../starter/local-archive.ts';
import { remoteStarters } from '../starter/remote-starters.ts';
import type { StarterSource } from '../starter/source.ts';
import { openCache } from './cache.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Starters that were fetched before, by what they were asked for then or by their id. What was fetched once is used
 * from then on, without a network; another version or ref is fetched beside it.
 */
export const cachedStarters: StarterSource = {
  ids: (world) =>
    openCache(world)
      .list()
      .map(({ id }) => id),
  locate: (spec, world) => {
    const cache = openCache(world);
    const known = isLocalArchive(spec) ? contentSpec(spec, world.cwd) : withoutSecrets(spec);
    const record = cache.find(known) ?? cache.list().findLast(({ id }) => id === spec);
    const gone = (reason: string): ServiceError => new ServiceError('STARTER_NOT_FOUND', { starter: spec, reason });
    if (record === undefined) {
      if (isContentSpec(spec)) throw gone('nothing with this content is in the cache.');
      return undefined;
    }
    const located = cache.locate(record);
    // What was asked for by its address is fetched anew by the next source.
    if (located !== undefined || (record.spec === known && !isContentSpec(spec))) return located;
    if (!/^file:/.test(record.spec)) return remoteStarters.locate(record.spec, world);
    throw gone('its copy in the cache is gone or damaged, and it was a file.');
  },
};
