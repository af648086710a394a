import { openCache } from '../cache/cache.ts';
import { isBareWord } from './bare-word.ts';
import { isLocalArchive } from './local-archive.ts';
import type { StarterSource } from './source.ts';

/** Starters that have to be fetched: packages of a registry, git repositories, tarballs. */
export const remoteStarters: StarterSource = {
  ids: () => [],
  locate: async (spec, world) => {
    if (isBareWord(spec) && !isLocalArchive(spec)) return undefined;
    // Loaded only now: what fetches takes longer to load than a whole scaffold takes.
    const { fetchStarter } = await import('@planqk-service/starter-kit/remote');
    return openCache(world).locate(await fetchStarter(spec, world));
  },
};
