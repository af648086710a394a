import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const guide = new URL('../../../docs/guides/test-a-service.md', import.meta.url);

test('the guide to tests does what it says, command by command', { timeout: 120_000 }, async () => {
  await using dir = await tempDir();
  const text = await readFile(guide, 'utf8');
  const commands: string[] = [];
  for (const { index, 1: language, 2: exitCode = '0', 3: code = '' } of text.matchAll(
    /^```(\w+)(?: exit=(\d+))?\n(.*?)^```$/gms,
  )) {
    if (language === 'json' || language === 'js') {
      // The file that the text has named last.
      const named = [...text.slice(0, index).matchAll(/`([\w/-]+\.(?:json|mjs))`/g)].at(-1)?.[1] ?? '';
      await mkdir(dirname(join(dir.path, named)), { recursive: true });
      await writeFile(join(dir.path, named), code);
    } else if (language === 'sh') {
      const [, ...argv] = code.trim().split(' ');
      const ended = await cli(argv, { cwd: dir.path });
      expect(ended.exitCode, `${code}${ended.stdout}${ended.stderr}`).toBe(Number(exitCode));
      commands.push(code);
    }
  }
  expect(commands).toHaveLength(10);
  const updated = await readFile(join(dir.path, 'tests/cases/no-qubits/expected-error.json'), 'utf8');
  expect(updated).toContain('data.qubits must be a whole number from 1 up');
  expect(await readFile(join(dir.path, 'report.xml'), 'utf8')).toContain('classname="planqk-service.probe"');
});
