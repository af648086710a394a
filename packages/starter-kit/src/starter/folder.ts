import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLocalArchive } from './local-archive.ts';
import type { StarterSource } from './source.ts';

/** Starters in local folders: `./mine`, `../mine`, `/abs/mine`, `C:\mine`, `file:///abs/mine`. */
export const folderStarters: StarterSource = {
  ids: () => [],
  locate: (spec, { cwd }) => {
    if (isLocalArchive(spec)) return undefined;
    if (/^file:\/\//i.test(spec)) return { dir: fileURLToPath(spec) };
    return looksLikePath(spec) ? { dir: resolve(cwd, spec) } : undefined;
  },
};

function looksLikePath(spec: string): boolean {
  return spec === '.' || spec === '..' || /^(\.{0,2}[/\\]|[a-z]:[/\\])/i.test(spec);
}
