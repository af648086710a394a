import { ServiceError } from '@planqk-service/core/errors';
import { openCache } from '../cache/cache.ts';
import { withoutSecrets } from '../cache/without-secrets.ts';
import { isLocalArchive } from './local-archive.ts';
import type { StarterSource } from './source.ts';

/**
 * A bare word is never fetched: it is too easily a typing error, and whoever takes that name in the registry would
 * be asked for. A scope, a version, a slash or a prefix says that it is meant.
 */
const bareWord = /^[^@/:#\s]+$/;

/** Starters that have to be fetched: packages of a registry, git repositories, tarballs. */
export const remoteStarters: StarterSource = {
  ids: () => [],
  locate: async (spec, world) => {
    if (!isLocalArchive(spec)) {
      if (bareWord.test(spec)) return undefined;
      if (world.offline) throw new ServiceError('STARTER_NOT_CACHED', { starter: withoutSecrets(spec) });
    }
    // Loaded only now: what fetches takes longer to load than a whole scaffold takes.
    const { fetchStarter } = await import('@planqk-service/starter-kit/remote');
    return openCache(world).locate(await fetchStarter(spec, world));
  },
};
