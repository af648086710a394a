import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeExecutable, temporaryFolder, writeTree } from './helpers.ts';
import { env, scaffold } from './scaffold-toy.ts';

const identity = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

describe('the git repository', () => {
  const git = (dir: string, ...argv: string[]) => execFileSync('git', argv, { cwd: dir, encoding: 'utf8', env }).trim();

  test('has everything in one commit', async () => {
    const dir = join(temporaryFolder(), 'new');
    const result = await scaffold(dir, { git: true, env: { ...env, ...identity } });
    expect(result.git).toEqual({ state: 'committed' });
    expect(git(dir, 'status', '--porcelain')).toBe('');
    expect(git(dir, 'log', '--format=%s')).toBe('Create my-service from the toy starter');
  });

  test('is made in a folder that was empty, too', async () => {
    const dir = temporaryFolder();
    expect((await scaffold(dir, { git: true, env: { ...env, ...identity } })).git).toEqual({ state: 'committed' });
    expect(git(dir, 'status', '--porcelain')).toBe('');
  });

  test('stays uncommitted without an identity, and says so', async () => {
    const dir = join(temporaryFolder(), 'new');
    const anonymous = {
      ...env,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'user.useConfigOnly',
      GIT_CONFIG_VALUE_0: 'true',
      EMAIL: undefined,
    };
    const result = await scaffold(dir, { git: true, env: anonymous });
    expect(result.git).toEqual({ state: 'uncommitted', detail: expect.any(String) });
    expect(git(dir, 'status', '--porcelain')).toContain('A  Dockerfile');
  });

  test('is left out when git is missing', async () => {
    const dir = join(temporaryFolder(), 'new');
    const result = await scaffold(dir, { git: true, env: { PATH: temporaryFolder() } });
    expect(result.git).toMatchObject({ state: 'none', reason: 'git-missing' });
    expect(existsSync(join(dir, '.git'))).toBe(false);
  });

  test('is left out when git fails', async () => {
    if (process.platform === 'win32') return;
    const tools = temporaryFolder();
    writeTree(tools, { git: '#!/bin/sh\necho "fatal: no" >&2\nmkdir -p .git\nexit 1\n' });
    makeExecutable(join(tools, 'git'));
    const dir = join(temporaryFolder(), 'new');
    const result = await scaffold(dir, { git: true, env: { PATH: `${tools}${delimiter}${process.env['PATH']}` } });
    expect(result.git).toEqual({ state: 'none', reason: 'git-failed', detail: 'fatal: no' });
    expect(existsSync(join(dir, '.git'))).toBe(false);
    expect(readFileSync(join(dir, 'Dockerfile'), 'utf8')).toBe('FROM x');
  });

  test('is its own, whatever git surrounds us', async () => {
    const parent = temporaryFolder();
    const lead = {
      ...env,
      ...identity,
      GIT_DIR: join(parent, 'theirs'),
      GIT_WORK_TREE: parent,
      GIT_INDEX_FILE: join(parent, 'index'),
    };
    expect((await scaffold(join(parent, 'new'), { git: true, env: lead })).git).toEqual({ state: 'committed' });
    expect(existsSync(join(parent, 'theirs'))).toBe(false);
  });
});
