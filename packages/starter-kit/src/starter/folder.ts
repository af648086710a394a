import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { filePath, isContentSpec, isLocalArchive } from './local-archive.ts';
import type { StarterSource } from './source.ts';

/** Starters in local folders: `./mine`, `../mine`, `/abs/mine`, `C:\mine`, `file:./mine`, `file:///abs/mine`. */
export const folderStarters: StarterSource = {
  ids: () => [],
  locate: (spec, { cwd }) => {
    if (isLocalArchive(spec) || !isFolder(spec)) return undefined;
    const dir = resolve(filePath(spec, cwd));
    if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new ServiceError('STARTER_NOT_FOUND', { starter: spec, reason: `there is no folder ${dir}.` });
    return { dir };
  },
};

/** Whether a spec is written as folders are. */
export function isFolder(spec: string): boolean {
  if (isContentSpec(spec)) return false;
  return spec === '.' || spec === '..' || /^(file:.|\.{0,2}[/\\]|[a-z]:[/\\])/i.test(spec);
}
