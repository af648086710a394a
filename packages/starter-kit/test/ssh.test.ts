import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveStarter } from '../src/index.ts';
import { manifest, temporaryFolder, writeTree } from './helpers.ts';
import { env as gitEnv } from './scaffold-toy.ts';
import { worldIn } from './support/create.ts';

/** A program in the place of ssh: writes down how it was called and serves the one repository there is. */
function fakeSsh(): { readonly program: string; readonly calls: () => string } {
  const dir = temporaryFolder();
  const repository = join(dir, 'toy.git');
  mkdirSync(repository);
  writeTree(repository, { 'starter.json': JSON.stringify(manifest), 'template/a': '1' });
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...argv], {
      cwd: repository,
      env: gitEnv,
    });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'x');
  git('tag', 'v1');
  const program = join(dir, 'ssh');
  // Not by the path it is asked for: that is one of the other machine's.
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${dir}/calls'\nexec git upload-pack '${repository}'\n`;
  writeFileSync(program, script, { mode: 0o755 });
  return { program, calls: () => readFileSync(join(dir, 'calls'), 'utf8') };
}

const addresses = [
  [
    'an ssh URL',
    'git+ssh://git@ssh.invalid:2222/acme/toy.git#v1',
    /-p 2222 .*git@ssh\.invalid git-upload-pack '\/acme\/toy\.git'/,
  ],
  ['an scp-like address', 'git@ssh.invalid:acme/toy.git#v1', /git@ssh\.invalid git-upload-pack '.*acme\/toy\.git'/],
] as const;

test.skipIf(process.platform === 'win32').each(addresses)(
  '%s is fetched with the GIT_SSH_COMMAND of the environment',
  async (_, spec, called) => {
    const { program, calls } = fakeSsh();
    const world = worldIn(temporaryFolder(), {
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_SSH_COMMAND: `'${program}' -o Mine=yes`,
    });
    expect((await resolveStarter(spec, world)).files).toHaveLength(1);
    expect(calls()).toMatch(called);
    expect(calls()).toContain('-o Mine=yes');
  },
);

test.skipIf(process.platform === 'win32').each(addresses)(
  '%s is fetched with the core.sshCommand of the configuration of git',
  async (_, spec, called) => {
    const { program, calls } = fakeSsh();
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'gitconfig'), `[core]\n\tsshCommand = \\"${program}\\" -o Mine=yes\n`);
    const world = worldIn(dir, { GIT_CONFIG_GLOBAL: join(dir, 'gitconfig') });
    expect((await resolveStarter(spec, world)).files).toHaveLength(1);
    expect(calls()).toMatch(called);
    expect(calls()).toContain('-o Mine=yes');
  },
);

test('a key that the other side does not take is told as not allowed', async () => {
  const dir = temporaryFolder();
  const program = join(dir, 'ssh');
  writeFileSync(program, '#!/bin/sh\necho "git@ssh.invalid: Permission denied (publickey)." >&2\nexit 255\n', {
    mode: 0o755,
  });
  const world = worldIn(dir, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_SSH_COMMAND: `'${program}'` });
  await expect(resolveStarter('git+ssh://git@ssh.invalid/a.git', world)).rejects.toMatchObject({
    code: 'STARTER_NOT_ALLOWED',
  });
});
