import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { ParsedSpec } from './parse-spec.ts';

/** npm's own libraries, as far as they are used here: they bring no types. */

interface Pacote {
  readonly tarball: {
    /** Calls `handle` with the stream of a package's archive, again when a download was cut off. */
    stream<T>(spec: string, handle: (stream: AsyncIterable<Uint8Array>) => Promise<T>, options: object): Promise<T>;
  };
}

interface Git {
  /** Clones into the empty folder `target` and answers with the commit. */
  clone(repository: string, ref: string | undefined, target: string, options: { spec: ParsedSpec }): Promise<string>;
}

interface NpmConfig {
  /** Everything in the shape that npm's other libraries take. */
  readonly flat: Readonly<Record<string, unknown>>;
  load(): Promise<void>;
  isDefault(key: string): boolean;
}

const require = createRequire(import.meta.url);

export const pacote: Pacote = require('pacote');
export const git: Git = require('@npmcli/git');

/** A reader of npm's configuration that takes nothing from our command line. */
export function openNpmConfig(cwd: string, env: Readonly<Record<string, string>>): NpmConfig {
  const Config = require('@npmcli/config') as new (options: object) => NpmConfig;
  const definitions: object = require('@npmcli/config/lib/definitions');
  const npmPath = dirname(require.resolve('@npmcli/config/package.json'));
  return new Config({ ...definitions, npmPath, env, argv: [], cwd, warn: false });
}
