import { stageFiles } from '../scaffold/stage.ts';
import type { StarterContent } from '../starter/content.ts';
import { starterDigest } from '../starter/digest.ts';
import type { Starter } from '../starter/starter.ts';
import type { StarterCache } from './cache.ts';
import type { StarterRecord } from './record.ts';

/**
 * Writes a starter into the cache, beside its place first. Returns what the cache knows of it from now on.
 *
 * @param starter the same content, checked
 * @throws ServiceError `STARTER_CACHE_UNUSABLE`
 */
export function keepStarter(
  cache: StarterCache,
  content: StarterContent,
  { manifest, origin }: Starter,
  { spec, resolved }: Pick<StarterRecord, 'spec' | 'resolved'>,
): StarterRecord {
  const digest = keepFiles(cache, content);
  const { id, language, contract = 'v1' } = manifest;
  const { package: name, version } = origin;
  const fetchedAt = new Date().toISOString();
  const source = { ...(name !== undefined && { package: name }), ...(version !== undefined && { version }) };
  const record: StarterRecord = { spec, resolved, id, language, contract, ...source, digest, fetchedAt };
  cache.put(record);
  return record;
}

/** Only the files, for a later upgrade to compare with. Returns their digest. */
export function keepFiles(cache: StarterCache, { description, package: packageJson, files }: StarterContent): string {
  const digest = starterDigest({ description, package: packageJson, files });
  const own = { 'starter.json': description, 'package.json': packageJson };
  const tops = Object.entries(own).flatMap(([path, bytes]) => (bytes ? [{ path, bytes, executable: false }] : []));
  const template = files.map((file) => ({ ...file, path: `template/${file.path}` }));
  cache.keep(digest, (folder) => stageFiles(folder, [...tops, ...template]));
  return digest;
}
