import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { GitDecision } from './plan-git.ts';

/** What became of the git repository. */
export type GitOutcome =
  | { readonly state: 'committed' }
  /** The repository is there, with every file staged; `detail` is what git said about the commit. */
  | { readonly state: 'uncommitted'; readonly detail: string }
  | { readonly state: 'none'; readonly reason: Exclude<GitDecision, { init: true }>['reason'] }
  | { readonly state: 'none'; readonly reason: 'git-missing' | 'git-failed'; readonly detail: string };

interface GitWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal | undefined;
}

/** Variables by which a surrounding git (a hook, for example) would lead ours to another repository. */
const leading =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES)$/;

/**
 * Makes the folder `dir` a repository with everything in one commit. That git is missing or unwilling (no
 * identity, for example) is an outcome, never an error: the project is fine without.
 */
export async function initRepository(dir: string, message: string, world: GitWorld): Promise<GitOutcome> {
  const git = await gitIn(dir, world);
  const made = (await git('init', '--quiet')) ?? (await git('add', '--all'));
  if (made !== undefined) {
    rmSync(join(dir, '.git'), { recursive: true, force: true, maxRetries: 3 });
    return { state: 'none', reason: made.code === 'ENOENT' ? 'git-missing' : 'git-failed', detail: made.detail };
  }
  // Signing could ask for a passphrase and hooks are the user's: neither belongs to a generated commit.
  const failure = await git('-c', 'commit.gpgSign=false', 'commit', '--quiet', '--no-verify', '--message', message);
  return failure === undefined ? { state: 'committed' } : { state: 'uncommitted', detail: failure.detail };
}

interface GitFailure {
  readonly code: unknown;
  /** One line. */
  readonly detail: string;
}

/** Runs git in `dir` and answers with its failure, if any. Started on demand: most runs need no processes. */
async function gitIn(
  dir: string,
  { env, signal }: GitWorld,
): Promise<(...argv: string[]) => Promise<GitFailure | undefined>> {
  const { execFile } = await import('node:child_process');
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !leading.test(name)));
  const options = {
    cwd: dir,
    env: { ...clean, GIT_TERMINAL_PROMPT: '0' },
    windowsHide: true,
    ...(signal && { signal }),
  };
  return (...argv) =>
    new Promise((resolve) => {
      execFile('git', argv, options, (error, _stdout, stderr) => {
        resolve(error === null ? undefined : { code: error.code, detail: lastLine(stderr) ?? error.message });
      }).stdin?.end();
    });
}

function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .at(-1);
}
