import type { SourceWorld } from '../starter/source.ts';
import { openNpmConfig } from './npm-libraries.ts';

/** Options for npm's libraries: registries, credentials, proxies, certificates. The shape is theirs. */
export type NpmOptions = Readonly<Record<string, unknown>>;

/** Reads the user's npm configuration as npm does: `.npmrc` of the folder, the user and the machine, environment. */
export async function npmOptions({ cwd, env, signal }: SourceWorld): Promise<NpmOptions> {
  const set = Object.entries(env).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  // A copy: npm adds what it finds.
  const config = openNpmConfig(cwd, Object.fromEntries(set));
  await config.load();
  // npm waits ten seconds before it tries again, which suits installations, not somebody who waits for an answer.
  const hasty = config.isDefault('fetch-retries') ? { fetchRetries: 1, fetchRetryMintimeout: 500 } : {};
  // npm's default keeps dependencies of dependencies from doing what here somebody asks for by name.
  const allowed = Object.fromEntries(
    (['remote', 'git', 'file'] as const).flatMap((kind) =>
      config.isDefault(`allow-${kind}`) ? [[`allow${kind[0]?.toUpperCase()}${kind.slice(1)}`, 'all']] : [],
    ),
  );
  // No cache of npm's: what is refused must not stay anywhere, and what is accepted has a place of its own.
  return { ...config.flat, ...hasty, ...allowed, _isRoot: true, signal, cache: null, ignoreScripts: true };
}
