import { expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';

test.each([
  ['--cors', 'http://localhost:3000/'],
  ['--allow-host', 'http://x:80'],
  ['--host', ''],
  ['--keep', 'nonsense'],
  ['--concurrency', '0'],
  ['--port', '70000'],
])('serve refuses %s "%s" and shows how to write it', { timeout: 30_000 }, async (flag, value) => {
  const { exitCode, stdout, stderr } = await cli(['serve', '--engine', 'process', flag, value]);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`Error: ${flag} cannot be "${value}"`);
  expect(stderr).toContain(`Try: Write it like ${flag} `);
});

test.each(['', 'two words'])(
  'serve refuses the token "%s", which nobody could send',
  { timeout: 30_000 },
  async (token) => {
    const { exitCode, stderr } = await cli(['serve', '--engine', 'process', '--host', '0.0.0.0', '--token', token]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Error: --token cannot be "…"');
  },
);
