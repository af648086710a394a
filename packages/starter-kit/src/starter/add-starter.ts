import { ServiceError } from '@planqk-service/core/errors';
import { openCache } from '../cache/cache.ts';
import type { StarterRecord } from '../cache/record.ts';
import { isBareWord } from './bare-word.ts';
import { builtInStarters } from './builtin.ts';
import { folderStarters, isFolder } from './folder.ts';
import { isLocalArchive } from './local-archive.ts';
import { resolveStarter } from './resolve-starter.ts';
import type { SourceWorld } from './source.ts';
import { useOf } from './use-of.ts';

/** What was added, and what means it from now on. */
export interface AddedStarter {
  readonly starter: StarterRecord;
  /** What `--starter` takes for it: its id, or what was asked for where that id is a built-in one's. */
  readonly use: string;
}

/**
 * Fetches a starter into the cache, also when it is there already: a range, a tag or a branch may mean another version
 * today. From then on the spec means it without a network, and so does its id, unless that is a built-in one's.
 *
 * @param spec a package with its scope or version, a git address, an address or a path of a tarball
 * @throws ServiceError `STARTER_UNKNOWN` for a bare word, `STARTER_SPEC_INVALID` for a folder; what fetching throws
 */
export async function addStarter(spec: string, world: SourceWorld): Promise<AddedStarter> {
  if (!isLocalArchive(spec)) {
    const invalid = (reason: string): ServiceError =>
      new ServiceError('STARTER_SPEC_INVALID', { starter: spec, reason });
    if (isFolder(spec)) {
      // Says so when there is none.
      await folderStarters.locate(spec, world);
      throw invalid(`a folder needs not be added, --starter ${spec} takes it where it lies`);
    }
    if (isBareWord(spec)) {
      // Says what is known, and which of that was meant.
      await resolveStarter(spec, world);
      throw invalid(
        `it is here already, use --starter ${spec}; a package is added by name and version, ${spec}@latest`,
      );
    }
  }
  const { fetchStarter } = await import('@planqk-service/starter-kit/remote');
  const starter = await fetchStarter(spec, world);
  const use = useOf(starter, { builtIn: builtInStarters().ids(world), fetched: openCache(world).list() });
  // A file is known by its content, which is right but not what anybody would like to type.
  return { starter, use: use === starter.spec && isLocalArchive(spec) ? spec : use };
}
