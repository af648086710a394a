import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const files = {
  Dockerfile: 'FROM debian:13\n',
  '.dockerignore': 'tests\n',
  'planqk.json': '{"name": "my-service", "resources": {"cpu": 1, "memory": 2}, "runtime": "DOCKER"}',
  'planqk-service.json': '{"starter": {"id": "python", "package": "p", "version": "1.0.0"}}',
  'tests/a.py': 'x',
};
const unset = { CI: '' };

describe('bundle', () => {
  test('writes the zip and its manifest, and prints where the zip is', async () => {
    await using dir = await tempDir(files);
    const { exitCode, stdout, stderr } = await cli(['bundle'], { cwd: dir.path, env: unset });
    expect([exitCode, stdout]).toEqual([0, 'my-service.zip\n']);
    expect(stderr).toContain('4 files of');
    expect(stderr).toContain('Not verified');
    const manifest = JSON.parse(await readFile(join(dir.path, 'my-service.zip.manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      service: 'my-service',
      bundle: { file: 'my-service.zip', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      tool: { name: 'planqk-service' },
      starter: { id: 'python', version: '1.0.0' },
      files: [
        { path: '.dockerignore' },
        { path: 'Dockerfile' },
        { path: 'planqk-service.json' },
        { path: 'planqk.json' },
      ],
    });
    expect(manifest.image).toBeUndefined();
  });

  test('gives the same zip the second time, though the first lies in the project', async () => {
    await using dir = await tempDir(files);
    const sum = async () =>
      JSON.parse((await cli(['bundle', dir.path, '--json'], { env: unset })).stdout).data.manifest;
    expect(await sum()).toEqual(await sum());
  });

  test('of a large project is searched for secrets, too, by the program of the thread that is bundled', async () => {
    const rows = 'row of numbers\n'.repeat(600_000);
    const token = ['npm', 'fhQXiIBrTXyVbJ3RUhTVgXhGtOMd0P1uLVNk'].join('_');
    await using dir = await tempDir({ ...files, 'a.txt': rows });
    expect((await cli(['bundle', dir.path, '--json'], { env: unset })).exitCode).toBe(0);
    await using other = await tempDir({ ...files, 'a.txt': rows, 'b.txt': token });
    const { exitCode, stdout } = await cli(['bundle', other.path, '--json'], { env: unset });
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      3,
      { error: { details: { problems: [{ code: 'secret', path: 'b.txt', line: 1 }] } } },
    ]);
  });

  test('goes where --output says, and makes the folder', async () => {
    await using dir = await tempDir(files);
    const { stdout } = await cli(['bundle', '-o', 'dist/a.zip'], { cwd: dir.path, env: unset });
    expect(stdout).toBe(`${join('dist', 'a.zip')}\n`);
    expect((await readdir(join(dir.path, 'dist'))).sort()).toEqual(['a.zip', 'a.zip.manifest.json']);
  });

  test('lists with --dry-run --json what stays out, a folder as one entry with a count, and looks for no secrets', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
    await using dir = await tempDir({ ...files, 'tests/more/b.txt': 'b', 'token.txt': token });
    const { exitCode, stdout } = await cli(['bundle', '--dry-run', '--json'], { cwd: dir.path });
    expect(exitCode).toBe(0);
    const { dropped, problems } = JSON.parse(stdout).data;
    expect(dropped).toContainEqual({ path: 'tests/', files: 2, size: 2, rule: '.dockerignore:1 (tests)' });
    expect(problems).toEqual([]);
    expect(await cli(['bundle'], { cwd: dir.path })).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('(secret)'),
    });
  });

  test('lists every file with its rule with --dry-run, and writes nothing', async () => {
    await using dir = await tempDir(files);
    const before = await readdir(dir.path);
    const { exitCode, stdout } = await cli(['bundle', '--dry-run'], { cwd: dir.path, env: { CI: 'true' } });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\+ Dockerfile +15 B {2}always kept$/m);
    expect(stdout).toMatch(/^- tests\/ +1 B {2}\.dockerignore:1 \(tests\)$/m);
    expect(await readdir(dir.path)).toEqual(before);
  });

  test('refuses what must not go in, all at once, and ends with 3', async () => {
    await using dir = await tempDir({
      ...files,
      '.npmrc': `//r.invalid/:_authToken=${['npm', 'fhQXiIBrTXyVbJ3RUhTVgXhGtOMd0P1uLVNk'].join('_')}`,
    });
    await symlink('/etc/passwd', join(dir.path, 'l'));
    const { exitCode, stdout } = await cli(['bundle', dir.path, '--json'], { env: unset });
    expect([exitCode, JSON.parse(stdout).error]).toMatchObject([
      3,
      { code: 'BUNDLE_REFUSED', details: { problems: [{ code: 'link-outside', path: 'l' }] } },
    ]);
    expect(await readdir(dir.path)).not.toContain('my-service.zip');
  });

  test('says with --dry-run what it would refuse, as one JSON object with the files', async () => {
    await using dir = await tempDir(files);
    await symlink('/etc/passwd', join(dir.path, 'l'));
    const { exitCode, stdout } = await cli(['bundle', dir.path, '--dry-run', '--json'], { env: unset });
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      3,
      {
        ok: false,
        error: {
          code: 'BUNDLE_REFUSED',
          details: { problems: [{ code: 'link-outside', path: 'l' }], files: expect.arrayContaining([]) },
        },
      },
    ]);
  });

  test('lets through what is known to be no secret', async () => {
    const token = ['npm', 'fhQXiIBrTXyVbJ3RUhTVgXhGtOMd0P1uLVNk'].join('_');
    const settings = { bundle: { allow: [{ path: 'fake.txt', reason: 'made up' }] } };
    await using dir = await tempDir({ ...files, 'fake.txt': token });
    expect((await cli(['bundle', dir.path], { env: unset })).stderr).toContain(
      'fake.txt:1: It holds what looks like a secret',
    );
    await using allowed = await tempDir({
      ...files,
      'fake.txt': token,
      'planqk-service.json': JSON.stringify(settings),
    });
    expect((await cli(['bundle', allowed.path], { env: unset })).exitCode).toBe(0);
  });

  test('is verified in CI without being asked, which needs an engine', async () => {
    await using dir = await tempDir({ ...files, 'input/data.json': '{}' });
    const { exitCode, stderr } = await cli(['bundle'], { cwd: dir.path, env: { CI: 'true' } });
    expect([exitCode, stderr]).toEqual([9, expect.stringContaining('NO_ENGINE')]);
    expect((await readdir(dir.path)).filter((name) => name.startsWith('my-service'))).toEqual([]);
    expect((await cli(['bundle', '--no-verify'], { cwd: dir.path, env: { CI: 'true' } })).exitCode).toBe(0);
  });

  test.each([
    [['--timeout', '5s'], '--timeout is about building and running the service, and it needs --verify.'],
    [['--no-verify', '--native'], '--native is about building and running the service, and nothing is verified.'],
    [['--max-size', 'big'], '--max-size cannot be "big": that is no size'],
  ])('refuses %j', async (flags, message) => {
    await using dir = await tempDir(files);
    const { exitCode, stderr } = await cli(['bundle', ...flags], { cwd: dir.path, env: unset });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('tells when there is no project, or no room for the zip', async () => {
    await using dir = await tempDir(files);
    await mkdir(join(dir.path, 'my-service.zip'));
    expect((await cli(['bundle', dir.path], { env: unset })).stderr).toContain('BUNDLE_UNWRITABLE');
    expect((await cli(['bundle', '/nowhere/at/all'], { env: unset })).stderr).toContain('PROJECT_NOT_FOUND');
  });
});
