import { ServiceError } from '@planqk-service/core/errors';
import type { StarterRecord } from '../cache/record.ts';
import { isBareWord } from './bare-word.ts';
import { isFolder } from './folder.ts';
import { isLocalArchive } from './local-archive.ts';
import { resolveStarter } from './resolve-starter.ts';
import type { SourceWorld } from './source.ts';

/**
 * Fetches a starter into the cache, also when it is there already: a range, a tag or a branch may mean another version
 * today. From then on its id and the spec mean it, without a network.
 *
 * @param spec a package with its scope or version, a git address, an address or a path of a tarball
 * @throws ServiceError `STARTER_UNKNOWN` for a bare word; what fetching throws
 */
export async function addStarter(spec: string, world: SourceWorld): Promise<StarterRecord> {
  if (!isLocalArchive(spec)) {
    const invalid = (reason: string): ServiceError =>
      new ServiceError('STARTER_SPEC_INVALID', { starter: spec, reason });
    if (isFolder(spec)) throw invalid(`a folder needs not be added, --starter ${spec} takes it where it lies`);
    if (isBareWord(spec)) {
      // Says what is known, and which of that was meant.
      await resolveStarter(spec, world);
      throw invalid(
        `it is here already, use --starter ${spec}; a package is added by name and version, ${spec}@latest`,
      );
    }
  }
  const { fetchStarter } = await import('@planqk-service/starter-kit/remote');
  return fetchStarter(spec, world);
}
