import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const samples = { 'input/data.json': '{"qubits": 3}', 'planqk.json': '{"name": "ghz", "description": "A state."}' };
const spec = (dir: string) => readFile(join(dir, 'openapi-spec.yml'), 'utf8');

describe('spec infer', () => {
  test('makes a specification named after the service, and a second time changes nothing', async () => {
    await using dir = await tempDir(samples);
    expect(await cli(['spec', 'infer', dir.path])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('+ inputData.properties'),
    });
    const first = await spec(dir.path);
    expect(first).toContain('title: ghz\n');
    expect(await cli(['spec', 'infer', dir.path])).toMatchObject({ exitCode: 0 });
    expect(await spec(dir.path)).toBe(first);
    expect(await cli(['spec', 'infer', '--check'], { cwd: dir.path })).toMatchObject({ exitCode: 0 });
  });

  test.each([
    ['--dry-run', 0],
    ['--check', 3],
  ])('writes nothing with %s and ends with %i', async (flag, exitCode) => {
    await using dir = await tempDir(samples);
    expect(await cli(['spec', 'infer', dir.path, flag])).toMatchObject({ exitCode });
    await expect(spec(dir.path)).rejects.toThrow('ENOENT');
  });

  test('prints a unified difference with --dry-run', async () => {
    await using dir = await tempDir({ ...samples, 'openapi-spec.yml': 'components:\n  schemas:\n    inputData: {}\n' });
    const { stdout } = await cli(['spec', 'infer', '--dry-run'], { cwd: dir.path });
    expect(stdout).toContain('--- a/openapi-spec.yml\n+++ b/openapi-spec.yml\n@@ -1,3 +1,');
    expect(stdout).toMatch(/^\+.*qubits/m);
  });

  test('tells a contradiction with its place, leaves the file alone and ends with 3', async () => {
    const text = 'components:\n  schemas:\n    inputData:\n      properties:\n        qubits: {type: string}\n';
    await using dir = await tempDir({ ...samples, 'openapi-spec.yml': text });
    const { exitCode, stderr } = await cli(['spec', 'infer'], { cwd: dir.path });
    expect(stderr).toContain('`data.qubits` is 3, the specification says string.');
    expect([exitCode, await spec(dir.path)]).toEqual([3, text]);
    const { stdout } = await cli(['spec', 'infer', '--json'], { cwd: dir.path });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'CHECK_FAILED' },
      data: { contradictions: [{ location: { file: 'input/data.json', line: 1, column: 12 } }] },
    });
  });

  test('names the sample that is no JSON', async () => {
    await using dir = await tempDir({ 'input/data.json': '{"a": NaN}' });
    expect(await cli(['spec', 'infer', dir.path])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('input/data.json'),
    });
  });
});

describe('spec check', () => {
  test('says where a specification is not the platform`s and ends with 3', async () => {
    await using dir = await tempDir(samples);
    await cli(['spec', 'infer', dir.path]);
    expect(await cli(['spec', 'check', dir.path])).toMatchObject({ exitCode: 0 });
    const broken = (await spec(dir.path)).replace('openapi: 3.0.3', 'openapi: 3.1.0');
    await using other = await tempDir({ 'openapi-spec.yml': broken });
    const { exitCode, stdout } = await cli(['spec', 'check', '--json'], { cwd: other.path });
    expect(JSON.parse(stdout).data.findings).toContainEqual(
      expect.objectContaining({ rule: 'spec-openapi-31', location: expect.objectContaining({ line: 4 }) }),
    );
    expect(exitCode).toBe(3);
  });

  test('reports YAML that cannot be read as a finding', async () => {
    await using dir = await tempDir({ 'openapi-spec.yml': 'a: [1' });
    expect(await cli(['spec', 'check', dir.path])).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('spec-syntax'),
    });
  });

  test('tells its findings in every format that check has', async () => {
    await using dir = await tempDir({ 'openapi-spec.yml': 'a: [1' });
    const { stdout: github } = await cli(['spec', 'check', '--format', 'github'], { cwd: dir.path });
    expect(github).toMatch(/^::error file=openapi-spec.yml,line=1,/);
    const { exitCode, stdout: sarif } = await cli(['spec', 'check', dir.path, '--format', 'sarif']);
    const [{ tool, results }] = JSON.parse(sarif).runs;
    expect([exitCode, results[0].ruleId]).toEqual([3, 'spec-syntax']);
    for (const { id } of tool.driver.rules) expect(id).toMatch(/^spec-/);
    const { stdout: json } = await cli(['spec', 'check', dir.path, '--format', 'json']);
    expect(JSON.parse(json)).toMatchObject({ ok: false, data: { findings: [{ rule: 'spec-syntax' }] } });
  });

  test.each([
    [[], 0],
    [['--max-warnings', '3'], 0],
    [['--max-warnings', '2'], 3],
    [['--max-warnings', 'x'], 2],
  ])('with 3 warnings and %j ends with %i', async (flags, expected) => {
    // Without samples, three schemas say nothing that should.
    await using dir = await tempDir();
    await cli(['spec', 'infer', dir.path]);
    expect((await cli(['spec', 'check', dir.path, ...flags])).exitCode).toBe(expected);
  });

  test.each(['check', 'bundle', 'types'])('%s without a specification says how to get one', async (name) => {
    await using dir = await tempDir();
    const argv = ['spec', name, dir.path, ...(name === 'types' ? ['--lang', 'go'] : [])];
    expect(await cli(argv)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('planqk-service spec infer'),
    });
  });
});

describe('a specification with an alias that contains itself', () => {
  test.each([['check'], ['spec', 'check'], ['spec', 'infer'], ['spec', 'types', '--lang', 'go'], ['spec', 'bundle']])(
    'ends %s %s with 3 and its line',
    async (...argv) => {
      await using dir = await tempDir({ 'openapi-spec.yml': 'openapi: 3.0.3\na: &x\n  b: *x\n' });
      const { exitCode, stdout, stderr } = await cli(argv, { cwd: dir.path });
      expect(exitCode).toBe(3);
      expect(stdout + stderr).toMatch(/The alias \*x contains itself\./);
      expect(stdout + stderr).toMatch(/3:6|line 3/);
    },
  );
});

describe('spec types and bundle', () => {
  test('write to stdout or into a file, whose folders are made', async () => {
    await using dir = await tempDir(samples);
    await cli(['spec', 'infer', dir.path]);
    const { stdout } = await cli(['spec', 'types', dir.path, '--lang', 'go']);
    expect(stdout).toContain('type InputData struct');
    const file = join(dir.path, 'a/b/models.go');
    expect(await cli(['spec', 'types', dir.path, '--lang', 'go', '-o', file])).toMatchObject({
      exitCode: 0,
      stdout: '',
    });
    expect(await readFile(file, 'utf8')).toBe(stdout);
    const bundled = await cli(['spec', 'bundle', dir.path, '--json']);
    expect(JSON.parse(bundled.stdout).data.text).not.toContain('$ref');
  });

  test('go where planqk-service.json says, in the language that it says', async () => {
    const types = { lang: 'python', output: 'service/models.py' };
    await using dir = await tempDir({
      'input/data.json': '{"qubits": 3}',
      'planqk-service.json': JSON.stringify({ types }),
    });
    await cli(['spec', 'infer', dir.path]);
    const written = await cli(['spec', 'types'], { cwd: dir.path });
    expect(written).toMatchObject({ exitCode: 0, stdout: 'service/models.py written.\n' });
    const models = await readFile(join(dir.path, 'service/models.py'), 'utf8');
    expect(models).toContain('class InputData');
    expect(await cli(['spec', 'types', dir.path, '--lang', 'python'])).toMatchObject({ exitCode: 0, stdout: models });
    const elsewhere = join(dir.path, 'elsewhere.py');
    expect(await cli(['spec', 'types', dir.path, '-o', elsewhere])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await readFile(elsewhere, 'utf8')).toBe(models);
  });

  test('ask for a language when planqk-service.json names none', async () => {
    await using dir = await tempDir({ 'input/data.json': '{"qubits": 3}' });
    await cli(['spec', 'infer', dir.path]);
    expect(await cli(['spec', 'types', dir.path])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('name it with --lang'),
    });
  });

  test('name the languages that there are', async () => {
    expect(await cli(['spec', 'types', '--lang', 'pyton'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--lang python'),
    });
  });
});
