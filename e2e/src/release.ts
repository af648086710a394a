import { cp } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { finish } from './command.ts';
import { pnpmScript } from './packages.ts';
import { repository } from './paths.ts';
import type { Registry } from './registry.ts';

/** What a fresh clone does not have, and its history. */
const leftOut = new Set(['.git', '.cache', '.turbo', 'node_modules', 'dist']);

/**
 * Releases a copy of this repository as its maintainers would: install, `changeset version`, build, `changeset publish`.
 *
 * @returns the version of every published package
 */
export async function release(folder: string, registry: Registry): Promise<Readonly<Record<string, string>>> {
  await cp(repository, folder, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
  const path = [join(folder, 'node_modules', '.bin'), dirname(pnpmBin()), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path };
  const step = (argv: readonly string[], more = {}) => finish(argv, { cwd: folder, env: { ...env, ...more } });
  await step(['pnpm', 'install', '--frozen-lockfile', '--prefer-offline']);
  await step(['changeset', 'version']);
  await step(['pnpm', '--recursive', '--if-present', 'run', 'build']);
  const { stdout } = await step(['changeset', 'publish', '--no-git-tag'], registry.env);
  const published = [...stdout.matchAll(/(\S+)@(\d+\.\d+\.\d+\S*)/g)].map(([, name, version]) => [name, version]);
  return Object.fromEntries(published);
}

function pnpmBin(): string {
  return join(dirname(pnpmScript()), '..', '..', '.bin', 'pnpm');
}
