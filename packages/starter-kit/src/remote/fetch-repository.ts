import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import npa from 'npm-package-arg';
import type { SourceWorld } from '../starter/source.ts';
import { git } from './npm-libraries.ts';
import { npmOptions } from './npm-options.ts';
import type { ParsedSpec } from './parse-spec.ts';

/** A repository that was cloned into a temporary folder. */
export interface Checkout extends Disposable {
  /** Absolute path of the folder that was asked for. */
  readonly dir: string;
  readonly commit: string;
}

/**
 * Clones a repository at the commit, tag, branch or version range that the spec names, with the user's own git and its
 * configuration. Only cloned: unlike `npm install`, nothing of the repository is prepared or executed.
 *
 * Throws what git says, and `EALLOWGIT` as npm does.
 */
export async function fetchRepository(spec: ParsedSpec, world: SourceWorld): Promise<Checkout> {
  const npm = await npmOptions(world);
  if (npm['allowGit'] === 'none')
    throw Object.assign(new Error('the npm configuration says allow-git=none.'), { code: 'EALLOWGIT' });
  const options = {
    ...npm,
    spec,
    // A question for a password would wait for an answer that nobody gives; credential helpers are asked all the same.
    env: { ...world.env, GIT_TERMINAL_PROMPT: '0' },
    cwd: tmpdir(),
  };
  const target = mkdtempSync(join(tmpdir(), 'planqk-service-git-'));
  const remove = (): void => rmSync(target, { recursive: true, force: true, maxRetries: 3 });
  try {
    const ref = spec.gitCommittish ?? undefined;
    const commit = await firstThatWorks(addresses(spec), (address) => git.clone(address, ref, target, options));
    return { dir: join(target, spec.gitSubdir ?? ''), commit, [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Of the known hosts first HTTPS, which needs no key for what is public, then SSH: npm's order. */
function addresses(spec: ParsedSpec): readonly string[] {
  const hosted = spec.hosted as { https?(o: object): string; sshurl?(o: object): string; auth?: string } | undefined;
  if (!hosted) return [spec.fetchSpec ?? spec.raw];
  const https = hosted.https?.({ noCommittish: true, noGitPlus: true });
  const ssh = hosted.auth ? undefined : hosted.sshurl?.({ noCommittish: true, noGitPlus: true });
  return [https, ssh].flatMap((address) => address ?? []);
}

async function firstThatWorks<T>(addresses: readonly string[], action: (address: string) => Promise<T>): Promise<T> {
  const [first = '', ...others] = addresses;
  try {
    return await action(first);
  } catch (error) {
    if (others.length === 0) throw error;
    // The first address tells more: the second fails for want of a key on most machines.
    return firstThatWorks(others, action).catch(() => Promise.reject(error));
  }
}

/** The address of exactly this commit, to be fetched again later. */
export function pinned(spec: ParsedSpec, commit: string): string {
  const base = npa(spec.raw).saveSpec?.replace(/#.*/, '') ?? spec.raw.replace(/#.*/, '');
  const subdir = spec.gitSubdir ? `::path:${spec.gitSubdir.replace(/^\//, '')}` : '';
  return `${base}#${commit}${subdir}`;
}
