import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const spec = `components:
  schemas:
    resultResponse:
      properties:
        counts:
          additionalProperties:
            type: integer
`;
const good = 'PlanQK:Job:InterimResult: {"done": 0.5}\nPlanQK:Job:Result: {"counts": {"000": 1, "111": 2}}\n';

/** A project whose service, a plain process of Node, prints a text and ends. */
function service(
  prints: string,
  { exitCode = 0, ...files }: { exitCode?: number } & Record<string, string | number> = {},
) {
  const code = `process.stdout.write(${JSON.stringify(prints)}); process.exitCode = ${exitCode};\n`;
  return tempDir({
    'planqk.json': '{"name": "x", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
    'planqk-service.json': JSON.stringify({ process: { start: [process.execPath, 'service.mjs'] } }),
    'input/data.json': '{}',
    'service.mjs': code,
    ...(files as Record<string, string>),
  });
}

const run = ['--run', '--engine', 'process'];

describe('check --run', () => {
  const rulesOf = (stdout: string) =>
    (JSON.parse(stdout).data.findings as { rule: string }[])
      .map(({ rule }) => rule)
      .filter((rule) => rule.startsWith('agreement-'));

  test('finds nothing in what the specification describes, and shows the run on stderr', async () => {
    await using dir = await service(good, { 'openapi-spec.yml': spec });
    const { stdout, stderr } = await cli(['check', dir.path, ...run, '--json']);
    expect(rulesOf(stdout)).toEqual([]);
    expect(JSON.parse(stdout).data.outcome).toMatchObject({ status: 'SUCCEEDED', interimResultCount: 1 });
    expect(stderr).toContain('interim result 1');
  });

  test('finds what the service prints otherwise, and ends with 3', async () => {
    await using dir = await service('PlanQK:Job:Result: {"counts": {"000": "1"}}\n', { 'openapi-spec.yml': spec });
    const { exitCode, stdout } = await cli(['check', ...run], { cwd: dir.path });
    expect(stdout).toContain('`result.counts["000"]` is a string, the specification says integer.');
    expect(stdout).toContain('(agreement-result, docs/checks.md#agreement-result)');
    expect(exitCode).toBe(3);
  });

  test('finds a failure, which is an answer here', async () => {
    await using dir = await service('', { exitCode: 2, 'openapi-spec.yml': spec });
    const { exitCode, stdout } = await cli(['check', dir.path, ...run, '--json']);
    expect([exitCode, rulesOf(stdout)]).toEqual([3, ['agreement-no-result']]);
  });

  test('tells what was found all the same when errors keep the service from running', async () => {
    await using dir = await service(good, { 'planqk.json': '{' });
    const { exitCode, stdout, stderr } = await cli(['check', ...run], { cwd: dir.path });
    expect(exitCode).toBe(3);
    expect(stdout).toContain('planqk-malformed');
    expect(stderr).toContain('! The service could not be run: ');
    const json = await cli(['check', ...run, '--json'], { cwd: dir.path });
    expect(JSON.parse(json.stdout).data.notRun).toMatchObject({ code: expect.any(String) });
  });

  test('needs no engine without --run', async () => {
    await using dir = await service(good);
    expect((await cli(['check', dir.path])).stdout).not.toContain('agreement-');
  });
});

describe('spec infer --run', () => {
  test('describes what is printed, and then has nothing to add', async () => {
    await using dir = await service(good);
    const { exitCode, stdout } = await cli(['spec', 'infer', ...run], { cwd: dir.path });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('from input/data.json, the printed result, the printed interim results');
    const text = await readFile(join(dir.path, 'openapi-spec.yml'), 'utf8');
    expect(text).toMatch(/resultResponse:[\s\S]*counts:[\s\S]*additionalProperties:/);
    expect(await cli(['spec', 'infer', ...run, '--check'], { cwd: dir.path })).toMatchObject({ exitCode: 0 });
  });

  test('ends as a run does when the service fails, and writes nothing', async () => {
    await using dir = await service('', { exitCode: 1 });
    expect(await cli(['spec', 'infer', ...run], { cwd: dir.path })).toMatchObject({ exitCode: 5, stdout: '' });
    await expect(readFile(join(dir.path, 'openapi-spec.yml'))).rejects.toThrow('ENOENT');
  });

  test('reports what contradicts the specification by its own rule', async () => {
    await using dir = await service('PlanQK:Job:Result: {"counts": {"0": 0.5}}\n', { 'openapi-spec.yml': spec });
    const { exitCode, stderr } = await cli(['spec', 'infer', ...run], { cwd: dir.path });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('`result.counts["0"]` is 0.5, the specification says integer.');
    expect(stderr).toContain('agreement-result');
  });
});

describe('run --inspect', () => {
  const noisy = ` PlanQK:Job:Result: 1\n${good}PlanQK:Job:Result: 2\n`;

  test('tells on stderr what the platform will see; the result stays alone on stdout', async () => {
    await using dir = await service(noisy);
    const { exitCode, stdout, stderr } = await cli(['run', '--engine', 'process', '--inspect'], { cwd: dir.path });
    expect([exitCode, stdout]).toEqual([0, '{"counts": {"000": 1, "111": 2}}\n']);
    expect(stderr).toContain('- Result: line 3, 32 B; 1 later one ignored');
    expect(stderr.indexOf('SUCCEEDED')).toBeLessThan(stderr.indexOf('- Output:'));
  });

  test('is part of the envelope with --json, also of a failure', async () => {
    await using dir = await service('PlanQK:Job:Result: {"a": NaN}\n');
    const { exitCode, stdout } = await cli(['run', '--engine', 'process', '--inspect', '--json'], { cwd: dir.path });
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([6, { ok: false, data: { inspection: { errors: 1 } } }]);
    const plain = await cli(['run', '--engine', 'process', '--json'], { cwd: dir.path });
    expect(JSON.parse(plain.stdout).data).not.toHaveProperty('inspection');
  });
});

describe.each([['check'], ['spec infer']])('%s without --run', (command) => {
  test.each([
    ['--timeout', '5s'],
    ['--engine', 'docker'],
    ['--docker-host', 'unix:///x.sock'],
    ['--build-arg', 'A=1'],
    ['--no-cache'],
    ['--native'],
  ])('refuses %s, which would do nothing', async (...flag) => {
    await using dir = await service(good);
    const { exitCode, stderr } = await cli([...command.split(' '), dir.path, ...flag]);
    expect(stderr).toContain(`Error: ${flag[0]} means nothing without --run.`);
    expect(stderr).toContain(`planqk-service ${command} --help`);
    expect(exitCode).toBe(2);
  });
});
