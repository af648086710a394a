import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { fakeGit, run, sizes, temporaryFolder, writeTree } from './helpers.ts';

const posix = process.platform !== 'win32';

/** Waits until the condition holds, for at most 10 s. */
async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 1000 && !holds(); round += 1) await sleep(10);
}

describe.runIf(posix)('an interrupted run', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing behind (%s while git works)', async (signal) => {
    const cwd = temporaryFolder();
    const git = fakeGit('touch "$MARK"; exec sleep 30');
    const mark = join(temporaryFolder(), 'mark');
    const { code, stdout, stderr } = await run(['x/y', '--starter', 'python', '--yes'], {
      cwd,
      env: { PATH: `${git}${delimiter}${process.env['PATH']}`, MARK: mark },
      during: (child) => void until(() => existsSync(mark)).then(() => child.kill(signal)),
    });
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toContain('(INTERRUPTED, ');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('at any moment leaves the whole project or nothing', async () => {
    const done = temporaryFolder();
    await run(['x', '--starter', 'python', '--yes', '--no-git'], { cwd: done });
    const whole = sizes(join(done, 'x'));
    for (let delay = 0; delay <= 95; delay += 5) {
      const cwd = temporaryFolder();
      const { code } = await run(['x', '--starter', 'python', '--yes', '--no-git'], {
        cwd,
        during: (child) => void sleep(delay).then(() => child.kill('SIGINT')),
      });
      // Null: the signal came while Node.js itself was starting or ending.
      expect([0, 130, null]).toContain(code);
      if (code === 0) expect(readdirSync(cwd)).toEqual(['x']);
      if (code === 130) expect(readdirSync(cwd)).toEqual([]);
      if (existsSync(join(cwd, 'x'))) expect(sizes(join(cwd, 'x'))).toEqual(whole);
      else expect(readdirSync(cwd)).toEqual([]);
    }
  });

  test("puts the user's files back when it was writing among them", async () => {
    const cwd = temporaryFolder();
    writeTree(cwd, { 'x/Dockerfile': 'mine' });
    for (let delay = 20; delay <= 80; delay += 10) {
      const { code } = await run(['x', '--starter', 'python', '--yes', '--force'], {
        cwd,
        during: (child) => void sleep(delay).then(() => child.kill('SIGINT')),
      });
      const left = sizes(cwd);
      // Null: the signal came while Node.js itself was starting, or ending with its work done.
      if (code === 0 || (code === null && 'x/planqk.json' in left)) return;
      expect(left).toEqual({ 'x/Dockerfile': 4 });
    }
  });
});

describe.runIf(posix)('git', () => {
  test('makes the first commit, unless there is nobody to sign it', async () => {
    const env = {
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'user.useConfigOnly',
      GIT_CONFIG_VALUE_0: 'true',
    };
    const nobody = await run(['x', '--starter', 'go'], { env });
    expect(nobody).toMatchObject({ code: 0, stdout: expect.stringContaining('staged in git, but not committed') });
    const somebody = {
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@b',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@b',
    };
    const { stdout } = await run(['x', '--starter', 'go', '--json'], { env: { ...env, ...somebody } });
    expect(JSON.parse(stdout).data.git).toEqual({ state: 'committed' });
  });

  test('is left out inside a repository and without git, which is said', async () => {
    const cwd = temporaryFolder();
    writeTree(cwd, { '.git/HEAD': '' });
    expect((await run(['x', '--starter', 'go'], { cwd })).stdout).toContain('lies in one already');
    const missing = await run(['x', '--starter', 'go'], { env: { PATH: temporaryFolder() } });
    expect(missing).toMatchObject({ code: 0, stdout: expect.stringContaining('git is not installed') });
  });
});
