import { ServiceError } from '@planqk-service/core/errors';
import type { StarterRecord } from '../cache/record.ts';
import { withoutSecrets } from '../cache/without-secrets.ts';
import { isLocalArchive } from './local-archive.ts';
import type { SourceWorld } from './source.ts';

/**
 * Fetches a starter into the cache, also when it is there already: a range, a tag or a branch may mean another version
 * today. From then on its id and the spec mean it, without a network.
 *
 * @param spec a package, with or without its version, a git address, an address or a path of a tarball
 * @throws ServiceError `STARTER_NOT_CACHED` offline; what fetching throws
 */
export async function addStarter(spec: string, world: SourceWorld): Promise<StarterRecord> {
  if (world.offline && !isLocalArchive(spec))
    throw new ServiceError('STARTER_NOT_CACHED', { starter: withoutSecrets(spec) });
  const { fetchStarter } = await import('@planqk-service/starter-kit/remote');
  return fetchStarter(spec, world);
}
