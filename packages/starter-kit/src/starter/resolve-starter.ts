import { nearest, ServiceError } from '@planqk-service/core/errors';
import { builtInStarters } from './builtin.ts';
import { folderStarters } from './folder.ts';
import { loadStarter } from './load-starter.ts';
import type { SourceWorld, StarterSource } from './source.ts';
import type { Starter } from './starter.ts';

/** The sources of a plain installation, asked in this order. */
export function defaultSources(): readonly StarterSource[] {
  return [folderStarters, builtInStarters()];
}

/**
 * Finds and loads the starter that `spec` means: a built-in id, a folder, or what a further source claims.
 *
 * @throws ServiceError `STARTER_UNKNOWN` when no source claims `spec`; lists the known ids and the nearest.
 * @throws ServiceError `STARTER_INVALID` when the starter is broken.
 */
export async function resolveStarter(
  spec: string,
  world: SourceWorld,
  sources: readonly StarterSource[] = defaultSources(),
): Promise<Starter> {
  for (const source of sources) {
    const dir = await source.locate(spec, world);
    if (dir !== undefined) return loadStarter(dir);
  }
  const known = sources.flatMap((source) => source.ids());
  throw new ServiceError('STARTER_UNKNOWN', { starter: spec, known, nearest: nearest(spec, known) });
}
