import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTar, type Entry } from './helpers/archive.ts';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const manifest = {
  apiVersion: 'planqk-service/starter/v1',
  id: 'toy',
  title: 'Toy',
  language: 'Toy',
  description: 'A toy',
  variables: [{ name: 'colour', prompt: 'Which colour', default: 'red' }],
  process: { start: ['toy'] },
};
const entries: readonly Entry[] = [
  { path: 'package/package.json', content: '{"name": "starter-toy", "version": "1.2.3"}' },
  { path: 'package/starter.json', content: JSON.stringify(manifest) },
  { path: 'package/template/colour.txt.hbs', content: '{{var.colour}}' },
];

/** A folder with a packed starter in it, and a command line whose cache is there. */
async function place() {
  const folder = await tempDir();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const dir = folder.path;
  writeFileSync(join(dir, 'toy.tgz'), createTar(entries));
  mkdirSync(join(dir, 'home'));
  const env = { HOME: join(dir, 'home'), PLANQK_SERVICE_CACHE: join(dir, 'cache') };
  return { dir, run: (...argv: string[]) => cli(argv, { cwd: dir, env }) };
}

describe('create', () => {
  test('makes a service of a built-in starter, and says what next', async () => {
    const { dir, run } = await place();
    const { exitCode, stdout, stderr } = await run('create', 'mine', '--starter', 'go', '--yes', '--no-git');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('npx planqk-service run');
    expect(existsSync(join(dir, 'mine/go.mod'))).toBe(true);
  });

  test('makes one of a packed starter, with answers to its questions', async () => {
    const { dir, run } = await place();
    const argv = ['create', 'mine', '--starter', './toy.tgz', '--var', 'colour=blue', '--offline', '--json'];
    const { exitCode, stdout } = await run(...argv);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).data).toMatchObject({ name: 'mine', starter: { id: 'toy', version: '1.2.3' } });
    expect(readFileSync(join(dir, 'mine/colour.txt'), 'utf8')).toBe('blue');
  });

  test('asks nobody without a terminal', async () => {
    const { run } = await place();
    const { exitCode, stderr } = await run('create', 'mine');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('ANSWER_MISSING');
  });

  test('takes the flags of create-planqk-service', async () => {
    const { run } = await place();
    const { stdout } = await run('create', '--help');
    for (const flag of ['--starter', '--gpu', '--var', '--offline', '--run-post-create', '--no-git', '--dry-run'])
      expect(stdout).toContain(flag);
  });
});

describe('starters', () => {
  test('are fetched once, listed, told about, used by their id and forgotten', async () => {
    const { dir, run } = await place();
    expect((await run('starters', 'add', './toy.tgz')).stdout).toMatch(/^Added toy /);
    const { stdout } = await run('starters', 'list', '--json');
    const { starters } = JSON.parse(stdout).data;
    expect(starters.at(-1)).toMatchObject({ id: 'toy', origin: 'fetched', version: '1.2.3', contract: 'v1' });
    expect(starters.filter(({ origin }: { origin: string }) => origin === 'built-in').length).toBeGreaterThan(2);
    expect((await run('starters', 'info', 'toy')).stdout).toContain('--var colour=red  Which colour');
    expect((await run('create', 'mine', '--starter', 'toy', '--yes', '--offline')).exitCode).toBe(0);
    expect(readFileSync(join(dir, 'mine/colour.txt'), 'utf8')).toBe('red');
    expect((await run('starters', 'remove', 'toy')).stdout).toMatch(/^Removed toy /);
    const gone = await run('create', 'other', '--starter', 'toy', '--yes', '--json');
    expect(gone.exitCode).toBe(2);
    expect(JSON.parse(gone.stdout).error.code).toBe('STARTER_UNKNOWN');
  });

  test('are listed for people in columns', async () => {
    const { run } = await place();
    const { exitCode, stdout } = await run('starters', 'list');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^STARTER +VERSION +LANGUAGE +CONTRACT +ORIGIN +FROM\n/);
    expect(stdout).toMatch(/^go +\d+\.\d+\.\d+ +Go +v1 +built-in +@planqk-service\/starter-go@/m);
  });

  test.each([
    [['add', './none.tgz'], 3, 'STARTER_NOT_FOUND'],
    [['add', '@acme/starter@1', '--offline'], 3, 'STARTER_NOT_CACHED'],
    [['add', 'ftp://example.org/x'], 2, 'STARTER_SPEC_INVALID'],
    [['remove', 'python'], 2, 'STARTER_UNKNOWN'],
    [['info', 'pyton'], 2, 'STARTER_UNKNOWN'],
  ] as const)('%j ends with %i, %s', async (argv, exitCode, code) => {
    const { run } = await place();
    const ended = await run('starters', ...argv, '--json');
    expect(ended.exitCode).toBe(exitCode);
    expect(JSON.parse(ended.stdout).error.code).toBe(code);
  });
});
