import { dirname, join } from 'node:path';
import { Command } from './command.ts';
import type { Suite } from './shared.ts';

type Surroundings = Pick<Suite, 'folder' | 'installation' | 'tools'>;

export interface BinOptions {
  readonly cwd?: string | undefined;
  /** Added to an environment that has nothing but what programs need; undefined removes a variable. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly input?: string | undefined;
  /** Folder of the `node` to use; by default the one that runs the tests. */
  readonly node?: string | undefined;
}

export type Bin = 'planqk-service' | 'create-planqk-service';

// What tool chains need to find themselves; everything else of this shell could change the outcome.
const inherited = /^(?:HOME|USER|LANG|GO[A-Z]+|CARGO_HOME|RUSTUP_\w+|PYENV_\w+|SystemRoot|npm_config_registry)$/;

/** The environment of the bins: no engine, no colours, no workspace. */
export function environment(
  { folder, tools }: Pick<Surroundings, 'folder' | 'tools'>,
  { env, node = dirname(process.execPath) }: BinOptions = {},
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => inherited.test(name));
  const path = [node, ...tools.path, '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(':'),
    TMPDIR: folder,
    // No contexts of whoever runs the tests.
    DOCKER_CONFIG: join(folder, 'no docker config'),
    ...env,
  };
}

/** Starts an installed bin, as its user would. */
export function startBin(from: Surroundings, bin: Bin, args: readonly string[], options: BinOptions = {}): Command {
  const file = join(from.installation, 'node_modules', '.bin', bin);
  return new Command([file, ...args], {
    cwd: options.cwd ?? from.folder,
    env: environment(from, options),
    input: options.input,
  });
}
