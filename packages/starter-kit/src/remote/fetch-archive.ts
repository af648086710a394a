import { ServiceError } from '@planqk-service/core/errors';
import type { StarterContent } from '../starter/content.ts';
import type { SourceWorld } from '../starter/source.ts';
import { pacote } from './npm-libraries.ts';
import { npmOptions } from './npm-options.ts';
import { unpackStarter } from './unpack.ts';

/**
 * Fetches the archive of a package from its registry, from an address or from a file, checksum verified, and unpacks
 * it in memory. Nothing of it is executed. Throws what npm's libraries throw, and what `unpackStarter` throws.
 *
 * @param starter what to call it in a message
 */
export async function fetchArchive(spec: string, starter: string, world: SourceWorld): Promise<StarterContent> {
  const options = await npmOptions(world);
  // Caught here and not thrown through: npm's libraries would try a broken starter again.
  const outcome = await pacote.tarball.stream(
    spec,
    async (stream) => {
      try {
        return { content: await unpackStarter(stream, starter) };
      } catch (error) {
        if (error instanceof ServiceError) return { error };
        throw error;
      }
    },
    { ...options, where: world.cwd },
  );
  if ('error' in outcome) throw outcome.error;
  return outcome.content;
}
