import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { cachedStarters } from '../cache/cached-starters.ts';
import { isBareWord } from './bare-word.ts';
import { builtInStarters } from './builtin.ts';
import { folderStarters } from './folder.ts';
import type { SourceWorld } from './source.ts';

/**
 * The absolute path of the folder with a starter that is here: the folder of that name, also when it is written without
 * `./`, otherwise a built-in or a fetched one. What is in it is not looked at.
 *
 * @throws ServiceError `STARTER_NOT_FOUND`; `STARTER_CACHE_UNUSABLE`
 */
export async function starterFolder(spec: string, world: SourceWorld): Promise<string> {
  const dir = resolve(world.cwd, spec);
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return dir;
  for (const source of [folderStarters, builtInStarters(), cachedStarters]) {
    const located = await source.locate(spec, world);
    if (located !== undefined) return located.dir;
  }
  const nobody = isBareWord(spec)
    ? ', and no built-in or fetched starter of that id'
    : ', and nothing was fetched by that';
  throw new ServiceError('STARTER_NOT_FOUND', { starter: spec, reason: `there is no folder ${dir}${nobody}.` });
}
