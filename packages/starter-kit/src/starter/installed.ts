import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './package-folder.ts';
import type { StarterSource } from './source.ts';

const packageName = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** Starters that are installed as packages where the user is: found as Node finds a dependency of that folder. */
export const installedStarters: StarterSource = {
  ids: () => [],
  locate: (spec, { cwd }) => {
    if (!packageName.test(spec)) return undefined;
    try {
      const dir = packageFolder(spec, join(cwd, 'package.json'));
      return existsSync(join(dir, 'starter.json')) ? { dir } : undefined;
    } catch {
      return undefined;
    }
  },
};
