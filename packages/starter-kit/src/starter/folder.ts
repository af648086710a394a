import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StarterSource } from './source.ts';

/** Starters in local folders: `./mine`, `../mine`, `/abs/mine`, `C:\mine`, `file:///abs/mine`. */
export const folderStarters: StarterSource = {
  ids: () => [],
  locate: (spec, { cwd }) => {
    if (/^file:\/\//i.test(spec)) return fileURLToPath(spec);
    return looksLikePath(spec) ? resolve(cwd, spec) : undefined;
  },
};

function looksLikePath(spec: string): boolean {
  return spec === '.' || spec === '..' || /^(\.{0,2}[/\\]|[a-z]:[/\\])/i.test(spec);
}
