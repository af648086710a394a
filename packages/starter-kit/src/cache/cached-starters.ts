import { contentSpec, isLocalArchive } from '../starter/local-archive.ts';
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
    return record && cache.locate(record);
  },
};
