import { isServiceError, ServiceError } from '@planqk-service/core/errors';
import { openCache } from '../cache/cache.ts';
import { keepStarter } from '../cache/keep-starter.ts';
import type { StarterRecord } from '../cache/record.ts';
import { withoutSecrets } from '../cache/without-secrets.ts';
import { type StarterContent, starterOf } from '../starter/content.ts';
import { readContent } from '../starter/load-starter.ts';
import { contentSpec, filePath, isLocalArchive } from '../starter/local-archive.ts';
import { proveHarmless } from '../starter/prove-harmless.ts';
import type { SourceWorld } from '../starter/source.ts';
import type { Starter } from '../starter/starter.ts';
import { explainFetch } from './explain-fetch.ts';
import { fetchArchive } from './fetch-archive.ts';
import { fetchRepository, pinned } from './fetch-repository.ts';
import { parseSpec } from './parse-spec.ts';

/** What was fetched, and by what it is known from now on. */
interface Fetched {
  readonly content: StarterContent;
  readonly spec: string;
  /** The same, pinned to exactly what was fetched. */
  readonly resolved: (starter: Starter) => string;
}

/**
 * Fetches a starter into memory, checks it there as a stranger's, and puts it into the cache. Nothing of it is
 * executed; when it is refused, nothing of it was written.
 *
 * @param spec a package with its version, a git address with its ref, an address or a path of a tarball
 * @throws ServiceError `STARTER_SPEC_INVALID`, `STARTER_NOT_CACHED` offline, `STARTER_NOT_FOUND`, `STARTER_NOT_ALLOWED`, `STARTER_UNREACHABLE`,
 * `STARTER_FETCH_FAILED`, `STARTER_INVALID`, `STARTER_API_VERSION`, `STARTER_TOO_LARGE`, `STARTER_CACHE_UNUSABLE`,
 * `INTERRUPTED`
 */
export async function fetchStarter(spec: string, world: SourceWorld): Promise<StarterRecord> {
  const { content, spec: known, resolved } = await fetchContent(spec, world);
  const starter = starterOf('', content, withoutSecrets(spec));
  proveHarmless(starter);
  return keepStarter(openCache(world), content, starter, { spec: known, resolved: resolved(starter) });
}

async function fetchContent(spec: string, world: SourceWorld): Promise<Fetched> {
  const known = withoutSecrets(spec);
  try {
    if (isLocalArchive(spec)) {
      const path = filePath(spec, world.cwd);
      const hashed = contentSpec(spec, world.cwd);
      return { content: await fetchArchive(spec, known, world), spec: hashed, resolved: () => path };
    }
    const parsed = parseSpec(spec, world.cwd);
    if (world.offline) throw new ServiceError('STARTER_NOT_CACHED', { starter: known });
    if (parsed.type === 'git') {
      using checkout = await fetchRepository(parsed, world);
      const address = withoutSecrets(pinned(parsed, checkout.commit));
      return { content: readContent(checkout.dir, known), spec: known, resolved: () => address };
    }
    const content = await fetchArchive(parsed.registry ? parsed.raw : spec, known, world);
    const resolved = ({ origin }: Starter): string =>
      parsed.registry ? `${parsed.name}@${origin.version ?? parsed.fetchSpec}` : known;
    return { content, spec: known, resolved };
  } catch (error) {
    if (world.signal?.aborted) throw new ServiceError('INTERRUPTED', { doing: `fetching ${known}` }, { cause: error });
    throw isServiceError(error) ? error : explainFetch(error, spec);
  }
}
