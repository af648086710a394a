import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const run = promisify(execFile);

/** Asks a real bash what it offers behind each line, its last word being the one that is typed. */
async function offeredByBash(cache: string, lines: readonly (readonly string[])[]): Promise<string[][]> {
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const { stdout: setup } = await cli(['autocomplete', 'script', 'bash'], { env: { XDG_CACHE_HOME: cache } });
  const script = `${setup}
    for line in "$@"; do
      mapfile -t COMP_WORDS <<< "$line"
      COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )) COMPREPLY=()
      _planqk-service_autocomplete
      echo "\${COMPREPLY[*]}"
    done`;
  const { stdout } = await run('bash', ['-c', script, 'bash', ...lines.map((words) => words.join('\n'))], { env });
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((offered) => [...new Set(offered.split(' '))]);
}

describe('completion', () => {
  test.skipIf(process.platform === 'win32')('in bash offers commands, their subcommands and their flags', async () => {
    await using cache = await tempDir({});
    const made = await cli(['autocomplete', 'bash'], { env: { XDG_CACHE_HOME: cache.path } });
    expect(made).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('autocomplete script bash)" >> ~/.bashrc'),
    });
    const [all, some, subcommands, flags, behindOthers, topicFlags, folder] = await offeredByBash(cache.path, [
      ['planqk-service', ''],
      ['planqk-service', 'bu'],
      ['planqk-service', 'spec', ''],
      ['planqk-service', 'run', '--da'],
      ['planqk-service', 'run', 'my-service', '--data', '@a', '--par'],
      ['planqk-service', 'spec', 'infer', '.', '--dr'],
      ['planqk-service', 'check', 'my'],
    ]);
    expect(all).toEqual(expect.arrayContaining(['build', 'run', 'spec', 'starters', 'test']));
    expect(some).toEqual(['build', 'bundle']);
    expect(subcommands).toEqual(['bundle', 'check', 'infer', 'types']);
    expect(flags).toEqual(['--data']);
    expect(behindOthers).toEqual(['--params']);
    expect(topicFlags).toEqual(['--dry-run']);
    // Then bash offers files.
    expect(folder).toEqual(['']);
  });

  test.skipIf(process.platform === 'win32').each([
    ['/bin/bash', '~/.bashrc'],
    ['/usr/local/bin/zsh', '~/.zshrc'],
    ['/usr/bin/pwsh', '$PROFILE'],
  ])('is set up for the shell that SHELL says: %s', async (shell, file) => {
    await using cache = await tempDir({});
    const env = { XDG_CACHE_HOME: cache.path, SHELL: shell };
    const { exitCode, stdout } = await cli(['autocomplete'], { env });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(file)]);
  });

  test.skipIf(process.platform === 'win32').each<[readonly string[], Readonly<Record<string, string>>, string]>([
    [['autocomplete'], {}, 'The variable SHELL does not say which shell you use. Name one of bash, zsh and powershell'],
    [['autocomplete'], { SHELL: '/usr/bin/fish' }, 'There is no completion for fish. Name one of bash'],
    [['autocomplete', 'script'], { SHELL: '/usr/bin/fish' }, 'There is no completion for fish.'],
    [['autocomplete', 'fish'], { SHELL: '/bin/bash' }, 'The argument cannot be "fish": it has to be zsh or bash or'],
  ])('%j with %j is refused', async (argv, env, message) => {
    await using cache = await tempDir({});
    const { exitCode, stdout, stderr } = await cli(argv, { env: { XDG_CACHE_HOME: cache.path, ...env } });
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
    expect(stderr).toContain('USAGE');
  });

  test('is written for zsh and PowerShell too, with every command that is not hidden', async () => {
    await using cache = await tempDir({});
    const env = { XDG_CACHE_HOME: cache.path, LOCALAPPDATA: cache.path };
    expect(await cli(['autocomplete', '--refresh-cache'], { env })).toMatchObject({ exitCode: 0, stdout: '' });
    const { stdout } = await cli(['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name as string);
    expect(commands).toContain('serve');
    for (const path of ['zsh/_planqk-service', 'powershell/planqk-service.ps1']) {
      const text = await readFile(join(cache.path, 'planqk-service', 'autocomplete', 'functions', path), 'utf8');
      for (const name of commands) expect(text).toContain(name);
    }
  });
});
