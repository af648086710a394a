import { describe, expect, test } from 'vitest';
import { cells, placeOf } from '../src/cells.ts';
import { service } from '../src/service.ts';
import { suite } from '../src/suite.ts';

const left = cells.filter(({ missing }) => missing !== undefined);

test('no cell of the matrix is left out unnoticed', () => {
  const reasons = [...new Set(left.map(({ missing }) => missing))].join('; ');
  if (left.length > 0)
    console.error(`!!! SKIPPED ${left.length} of ${cells.length} cells of the matrix: ${reasons} !!!`);
  else console.error(`e2e: all ${cells.length} cells of the matrix run`);
  if (process.env.CI) expect(left).toEqual([]);
});

describe('building what create-planqk-service made', () => {
  test.each(suite.builds)('succeeds for $starter on $engine', ({ exitCode, output }) => {
    expect({ exitCode, output: exitCode === 0 ? '' : output }).toEqual({ exitCode: 0, output: '' });
  });
});

describe('running what create-planqk-service made', () => {
  for (const { starter, engine, input, missing } of cells) {
    test.skipIf(missing).concurrent(`${starter} on ${engine} answers ${input.name} right`, async ({ expect }) => {
      const { args, env } = placeOf(engine);
      const dir = suite.projects[starter][input.project ?? 'dir'];
      const end = await service(['run', dir, ...args, ...input.args], { env });
      expect(end, end.stderr).toMatchObject({ exitCode: input.exitCode, signal: null });
      if (typeof input.stdout === 'string') expect(end.stdout).toBe(input.stdout);
      else expect(end.stdout).toMatch(input.stdout);
      for (const said of input.says) expect(end.stderr).toMatch(said);
      expect(/sampling \d+ shots|exit code/.test(end.stderr)).toBe(input.starts);
    });
  }
});
