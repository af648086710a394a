import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment } from '../src/bins.ts';
import { finish } from '../src/command.ts';
import { type Starter, starters } from '../src/shared.ts';
import { suite } from '../src/suite.ts';

/** What a developer of the language runs besides the tests; empty output means that nothing is to be said. */
const tidy: Readonly<Record<Starter, readonly (readonly string[])[]>> = {
  python: [['python3', '-m', 'compileall', '-q', 'service']],
  go: [
    ['gofmt', '-l', '.'],
    ['go', 'vet', './...'],
  ],
  rust: [['cargo', 'fmt', '--check']],
};

describe.each(starters)('a new project of the %s starter', (starter) => {
  test.skipIf(suite.tools.missing[starter] !== undefined)(
    'passes its own tests, and is tidy',
    { timeout: 240_000 },
    async () => {
      const dir = join(suite.folder, `tests of ${starter}`);
      await cp(suite.projects[starter].dir, dir, { recursive: true });
      const { process: commands } = JSON.parse(await readFile(join(dir, 'planqk-service.json'), 'utf8'));
      for (const command of commands.test) await finish(command, { cwd: dir, env: environment(suite) });
      for (const command of tidy[starter]) {
        const { stdout } = await finish(command, { cwd: dir, env: environment(suite) });
        expect(stdout, command.join(' ')).toBe('');
      }
    },
  );
});
