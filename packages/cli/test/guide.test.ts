import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const guide = new URL('../../../docs/guides/from-sample-to-specification.md', import.meta.url);

test('the guide from sample to specification does what it says, command by command', { timeout: 60_000 }, async () => {
  await using dir = await tempDir();
  const text = await readFile(guide, 'utf8');
  let at = 0;
  let commands = 0;
  for (const block of text.matchAll(/^```(\w+)(?: (\w+)=(\w+))?\n(.*?)^```$/gms)) {
    const [, language, option, value = '0', code = ''] = block;
    const before = text.slice(at, block.index);
    at = block.index + block[0].length;
    if (language === 'json') {
      // The file that the text has named last.
      const path = join(dir.path, [...before.matchAll(/`([\w/-]+\.json)`/g)].at(-1)?.[1] ?? '');
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, code);
    } else if (language === 'yaml' && option === 'edit') {
      const path = join(dir.path, 'openapi-spec.yml');
      const spec = await readFile(path, 'utf8');
      const edited = spec.replace(
        new RegExp(`^ {8}${value}:\\n(?: {10}.*\\n)+ {6}example:\\n(?: {8}.*\\n)+`, 'm'),
        code,
      );
      expect(edited).not.toBe(spec);
      await writeFile(path, edited);
    } else {
      for (const line of code.trim().split('\n')) {
        const [, ...argv] = line.split(' ');
        const { exitCode, stdout, stderr } = await cli(argv, { cwd: dir.path });
        expect([line, exitCode, stdout + stderr]).toEqual([line, Number(value), stdout + stderr]);
        commands += 1;
      }
    }
  }
  expect(commands).toBe(9);
  const spec = await readFile(join(dir.path, 'openapi-spec.yml'), 'utf8');
  expect(spec).toContain('seed: 9007199254740993');
  expect(spec).toContain('required: [graph] # in every sample');
  expect(spec).toContain('# The backend takes no more in one job.');
  expect(spec).toMatch(/label:\n +type: string/);
  expect(spec).toMatch(/counts:\n +type: object\n +additionalProperties:\n +type: integer/);
  expect(await readFile(join(dir.path, 'service/models.py'), 'utf8')).toContain('class InputData');
});
