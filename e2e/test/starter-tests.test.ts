import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment } from '../src/bins.ts';
import { Command, finish } from '../src/command.ts';
import { clientOf, runInCopy } from '../src/containers.ts';
import { type Starter, starters } from '../src/shared.ts';
import { hostOf, suite } from '../src/suite.ts';

/** What a developer of the language runs besides the tests; empty output means that nothing is to be said. */
const tidy: Readonly<Record<Starter, readonly (readonly string[])[]>> = {
  python: [['python3', '-m', 'compileall', '-q', 'service']],
  go: [
    ['gofmt', '-l', '.'],
    ['go', 'vet', './...'],
  ],
  rust: [
    ['cargo', 'fmt', '--check'],
    ['cargo', 'clippy', '--offline', '--quiet', '--all-targets', '--', '--deny', 'warnings'],
  ],
};

/** Tools that come apart from the language are in its base image where this machine has none. */
async function look(dir: string, command: readonly string[]): Promise<string> {
  const options = { cwd: dir, env: environment(suite) };
  const [tool = '', part = ''] = command;
  const isApart = tool === 'cargo' && (await new Command([tool, part, '--version'], options).ended).exitCode !== 0;
  if (!isApart) return (await finish(command, options)).stdout;
  const client = clientOf(hostOf('docker') ?? '');
  const { exitCode, stdout, stderr } = await runInCopy(client, 'rust:1.85-slim-trixie', dir, command);
  return exitCode === 0 ? stdout : `${stdout}${stderr}exit code ${exitCode}`;
}

describe.each(starters)('a new project of the %s starter', (starter) => {
  test.skipIf(suite.tools.missing[starter] !== undefined)(
    'passes its own tests, and is tidy',
    { timeout: 240_000 },
    async () => {
      const dir = join(suite.folder, `tests of ${starter}`);
      await cp(suite.projects[starter].dir, dir, { recursive: true });
      const { process: commands } = JSON.parse(await readFile(join(dir, 'planqk-service.json'), 'utf8'));
      for (const command of commands.test) await finish(command, { cwd: dir, env: environment(suite) });
      for (const command of tidy[starter]) expect(await look(dir, command), command.join(' ')).toBe('');
    },
  );
});
