import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ServiceError } from '@planqk-service/core';
import type { World } from '../world.ts';

/**
 * Hands over a text: into a file, whose folders are made, or to stdout unless JSON is printed there.
 *
 * @returns the absolute path of the file, if there is one
 * @throws ServiceError FLAG_INVALID when the file cannot be written
 */
export async function deliver(
  text: string,
  output: string | undefined,
  json: boolean,
  world: Pick<World, 'cwd' | 'stdout'>,
): Promise<string | undefined> {
  if (output === undefined) {
    if (!json) world.stdout.write(text);
    return undefined;
  }
  const path = resolve(world.cwd, output);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = `it cannot be written (${code ?? message})`;
    throw new ServiceError('FLAG_INVALID', { flag: '--output', value: output, reason, example: 'models.txt' });
  }
  return path;
}
