import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonText, type Outcome } from '@planqk-service/core';
import { describe, expect, test } from 'vitest';
import { keepLastRun, readLastRun } from '../src/actions/last-run.ts';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

/** Strict about its data; answers with what it was given, and with counts. */
const program = `
import { readFileSync } from 'node:fs';
const read = (name) => readFileSync(process.env.PLANQK_INPUT_DIR + '/' + name + '.json', 'utf8');
try {
  const { n, shift = 0 } = JSON.parse(read('data'));
  if (!Number.isInteger(n) || n > 64) throw new Error('n');
  const seed = /"seed": (\\d+)/.exec(read('params'))?.[1] ?? '0';
  console.log('PlanQK:Job:Result: {"seed": ' + seed + ', "counts": {"000": ' + (500 + shift) + ', "111": ' + (500 - shift) + '}}');
} catch {
  console.log('PlanQK:Job:Result: {"code": "INVALID_INPUT", "detail": "n"}');
  process.exitCode = 1;
}
`;

function project(files: Readonly<Record<string, string>> = {}) {
  return tempDir({
    'planqk.json': '{"name": "ghz & co", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
    'planqk-service.json': JSON.stringify({ process: { start: [process.execPath, 'service.mjs'] } }),
    'input/data.json': '{"n": 3}',
    'input/params.json': '{"seed": 9007199254740993}',
    'service.mjs': program,
    ...files,
  });
}

const onProcess = ['--engine', 'process'];
const right = '{"seed": 0, "counts": {"000": 500, "111": 500}}';
const countsRule = '{"compare": [{"path": "/counts", "as": "counts"}]}';

describe('test', () => {
  test('tells a verdict for each case and probe, with its time, and counts them', async () => {
    await using dir = await project({
      'tests/cases/three/data.json': '{"n": 3}',
      'tests/cases/three/expected.json': right,
    });
    const { exitCode, stdout, stderr } = await cli(['test', dir.path, ...onProcess]);
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/^✔ case\/three +passed +\d+ ms/m);
    expect(stdout).toMatch(/^✔ probe\/malformed-data +passed/m);
    expect(stdout).toMatch(/^- probe\/no-network +skipped +It needs a container\.$/m);
    expect(stdout).toMatch(/\n\d+ passed, 6 skipped\.\n$/);
    expect(stderr).toContain('✔ case/three');
  });

  test('tells what is wrong and what to do, and ends with 3', async () => {
    await using dir = await project({
      'service.mjs': program.replace('process.exitCode = 1', ''),
      'tests/cases/three/data.json': '{"n": 3}',
      'tests/cases/three/expected.json': right.replace('"111": 500', '"111": 499'),
    });
    const { exitCode, stdout } = await cli(['test', dir.path, ...onProcess]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('`result.counts["111"]` is 500, expected 499.');
    expect(stdout).toContain(
      'Try: Take what is right over with --update; say what may vary in tests/cases/three/case.json.',
    );
    expect(stdout).toContain('Given an empty data.json, the service gives a result.');
    expect(stdout).toContain('(docs/probes-of-a-service.md#malformed-data)');
    expect(stdout).toMatch(/\d+ passed, \d+ failed, \d+ skipped\.\n$/);
  });

  test('holds results against the specification', async () => {
    await using dir = await project({
      'tests/cases/three/data.json': '{"n": 3}',
      'openapi-spec.yml':
        'components:\n  schemas:\n    resultResponse:\n      properties:\n        seed:\n          type: string\n',
    });
    const { exitCode, stdout } = await cli(['test', ...onProcess, '--filter', 'case/'], { cwd: dir.path });
    expect([exitCode, stdout]).toEqual([
      3,
      expect.stringContaining('`result.seed` is 0, the specification says string.'),
    ]);
  });

  test('runs only what is asked for, and says so when that is nothing', async () => {
    await using dir = await project();
    const { stdout } = await cli(['test', ...onProcess, '--filter', 'empty', '--filter', 'unicode'], { cwd: dir.path });
    expect([...stdout.matchAll(/^. (\S+\/\S+)/gm)].map(([, id]) => id)).toEqual([
      'probe/empty-data',
      'probe/empty-params',
      'probe/unicode',
    ]);
    const nothing = await cli(['test', ...onProcess, '--filter', 'probe/unicde'], { cwd: dir.path });
    expect(nothing.exitCode).toBe(2);
    expect(nothing.stderr).toContain('Did you mean "--filter probe/unicode"?');
  });

  test('skips a probe with the reason that planqk-service.json gives', async () => {
    const settings = {
      process: { start: [process.execPath, 'service.mjs'] },
      test: { skip: [{ probe: 'unicode', reason: 'ASCII only' }] },
    };
    await using dir = await project({ 'planqk-service.json': JSON.stringify(settings) });
    const { stdout } = await cli(['test', ...onProcess, '--filter', 'unicode'], { cwd: dir.path });
    expect(stdout).toMatch(/- probe\/unicode +skipped +ASCII only/);
  });

  test('asks whether the service is deterministic when that is wanted', async () => {
    await using dir = await project({
      'service.mjs': program.replace("'0'", "'' + Date.now()"),
      'input/params.json': '{}',
    });
    const args = ['test', ...onProcess, '--filter', 'deterministic'];
    expect(await cli(args, { cwd: dir.path })).toMatchObject({ exitCode: 2 });
    const { exitCode, stdout } = await cli([...args, '--deterministic'], { cwd: dir.path });
    expect([exitCode, stdout]).toEqual([
      3,
      expect.stringMatching(/second result differs from the first: `result\.seed`/),
    ]);
  });

  test('counts warnings when there must not be too many', async () => {
    await using dir = await project({ 'service.mjs': program.replace('{ n, shift = 0 }', '{ n = 3, shift = 0 }') });
    const args = ['test', ...onProcess, '--filter', 'empty-data'];
    expect(await cli(args, { cwd: dir.path })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('! probe/empty-data'),
    });
    expect(await cli([...args, '--max-warnings', '0'], { cwd: dir.path })).toMatchObject({ exitCode: 3 });
  });

  test.each([
    ['--concurrency', '0'],
    ['--concurrency', 'many'],
    ['--max-warnings', '-1'],
    ['--timeout', 'soon'],
    ['--record', 'a/b'],
  ])('refuses %s %s', async (flag, value) => {
    await using dir = await project();
    const { exitCode, stderr } = await cli(['test', ...onProcess, `${flag}=${value}`], { cwd: dir.path });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${flag} cannot be "${value}"`)]);
  });
});

describe('a service that fails', () => {
  const failing = {
    'service.mjs': 'console.log("begun"); throw new Error("BOOM <1>");',
    'tests/cases/a/data.json': '{"n": 3}',
    'tests/cases/a/expected.json': right,
  };
  const args = ['test', ...onProcess, '--filter', 'case/', '--filter', 'output'];

  test('is told with the end of its log, as text, as JSON and as JUnit', async () => {
    await using dir = await project(failing);
    const { exitCode, stdout } = await cli([...args, '--format', 'junit', '--output', 'report.xml'], { cwd: dir.path });
    expect(exitCode).toBe(3);
    expect(stdout.match(/^ {6}.*Error: BOOM <1>$/gm)).toHaveLength(2);
    expect(stdout).toContain('"planqk-service run" on the input in tests/cases/a shows the whole log.');
    expect(stdout).not.toContain('above');
    const xml = await readFile(join(dir.path, 'report.xml'), 'utf8');
    expect(xml.match(/<failure [^>]*>[^<]*Error: BOOM &lt;1&gt;\n/g)).toHaveLength(2);
    const { verdicts } = JSON.parse((await cli([...args, '--json'], { cwd: dir.path })).stdout).data;
    const told = { findings: [{ message: expect.stringContaining('Error: BOOM <1>') }] };
    expect(verdicts).toMatchObject([told, told]);
  });
});

describe('the report of test', () => {
  const failing = { 'tests/cases/a/data.json': '{"n": 3}', 'tests/cases/a/expected.json': '"<&>"' };
  const args = ['test', ...onProcess, '--filter', 'case/', '--filter', 'sigterm', '--filter', 'empty-params'];

  test.each([['--json'], ['--format=json']])('%s is the envelope, with everything that was found', async (flag) => {
    await using dir = await project(failing);
    const { exitCode, stdout } = await cli([...args, flag], { cwd: dir.path });
    const { ok, error, data } = JSON.parse(stdout);
    expect([exitCode, ok, error]).toMatchObject([
      3,
      false,
      { code: 'TEST_FAILED', message: '1 of 3 tests failed, 0 more ended with warnings.' },
    ]);
    expect(data.counts).toEqual({ passed: 1, warned: 0, failed: 1, skipped: 1 });
    expect(data.verdicts).toMatchObject([
      { kind: 'case', id: 'case/a', status: 'failed', executions: 1, findings: [{ severity: 'error' }] },
      { kind: 'probe', id: 'probe/empty-params', ref: 'docs/probes-of-a-service.md#empty-params' },
      { status: 'skipped', skipped: 'It needs a container.' },
    ]);
  });

  test('is told as JSON too when nothing could be tested', async () => {
    await using dir = await project({ 'tests/cases/a/data.json': '[' });
    const { exitCode, stdout } = await cli([...args, '--format', 'json'], { cwd: dir.path });
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([3, { ok: false, error: { code: 'INVALID_JSON' } }]);
  });

  test('as JUnit goes into a file, and the text to stdout', async () => {
    await using dir = await project(failing);
    const { exitCode, stdout } = await cli([...args, '--format', 'junit', '--output', 'out/report.xml'], {
      cwd: dir.path,
    });
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('✘ case/a')]);
    const xml = await readFile(join(dir.path, 'out/report.xml'), 'utf8');
    expect(xml).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="planqk-service test" tests="3" failures="1" errors="0" skipped="1" time="\d+\.\d{3}">/,
    );
    expect(xml).toContain('<testsuite name="ghz &amp; co cases" tests="1" failures="1"');
    expect(xml).toMatch(
      /<testcase name="a" classname="planqk-service\.case" time="[\d.]+">.*<failure type="case" message="`result` is \{.*expected &quot;&lt;&amp;&gt;&quot;\.">/,
    );
    expect(xml).toMatch(/<testcase name="sigterm" .*<skipped message="It needs a container\."\/><\/testcase>/);
  });
});

describe('test --update', () => {
  test('writes what came, shows the difference, and leaves what is within its tolerance', async () => {
    await using dir = await project({
      'tests/cases/near/data.json': '{"n": 3, "shift": 5}',
      'tests/cases/near/expected.json': right,
      'tests/cases/near/case.json': countsRule,
      'tests/cases/far/data.json': '{"n": 3, "shift": 400}',
      'tests/cases/far/expected.json': right,
      'tests/cases/far/case.json': countsRule,
      'tests/cases/new/data.json': '{}',
    });
    const args = ['test', ...onProcess, '--filter', 'case/'];
    expect(await cli(args, { cwd: dir.path })).toMatchObject({ exitCode: 3 });
    const { exitCode, stderr } = await cli([...args, '--update'], { cwd: dir.path });
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('--- a/tests/cases/far/expected.json');
    expect(stderr).toContain('--- /dev/null');
    expect(stderr).toMatch(/^\+ {4}"000": 900,\n\+ {4}"111": 100$/m);
    const text = (path: string) => readFile(join(dir.path, 'tests/cases', path), 'utf8');
    expect(await text('near/expected.json')).toBe(right);
    expect(await text('far/expected.json')).toContain('"111": 100');
    expect(JSON.parse(await text('new/expected-error.json'))).toEqual({ code: 'INVALID_INPUT', detail: 'n' });
    expect(await cli(args, { cwd: dir.path })).toMatchObject({ exitCode: 0 });
  });

  test('makes no expected error of an expected result', async () => {
    await using dir = await project({ 'tests/cases/a/data.json': '{}', 'tests/cases/a/expected.json': right });
    const { exitCode, stdout } = await cli(['test', ...onProcess, '--filter', 'case/', '--update'], { cwd: dir.path });
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('A result is expected.')]);
    expect(await readdir(join(dir.path, 'tests/cases/a'))).toEqual(['data.json', 'expected.json']);
  });
});

describe('test --record', () => {
  test('makes a case of the sample, with counts compared as counts and numbers as they are', async () => {
    await using dir = await project();
    const { exitCode, stdout } = await cli(['test', ...onProcess, '--record', 'sample'], { cwd: dir.path });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      ['data', 'params', 'case', 'expected'].map((name) => `+ tests/cases/sample/${name}.json\n`).join(''),
    );
    const text = (name: string) => readFile(join(dir.path, 'tests/cases/sample', name), 'utf8');
    expect(await text('params.json')).toBe('{"seed": 9007199254740993}\n');
    expect(await text('expected.json')).toContain('"seed": 9007199254740993');
    expect(JSON.parse(await text('case.json'))).toEqual(JSON.parse(countsRule));
    expect(await cli(['test', ...onProcess, '--filter', 'case/'], { cwd: dir.path })).toMatchObject({ exitCode: 0 });
    const again = await cli(['test', ...onProcess, '--record', 'sample'], { cwd: dir.path });
    expect([again.exitCode, again.stderr]).toEqual([
      3,
      expect.stringContaining('The case tests/cases/sample exists already.'),
    ]);
  });

  test('makes a case of other input, also of an error', async () => {
    await using dir = await project();
    const { exitCode, stdout } = await cli(['test', ...onProcess, '--record', 'bad', '--data', '{"n": 99}', '--json'], {
      cwd: dir.path,
    });
    expect([exitCode, JSON.parse(stdout).data.files]).toEqual([
      0,
      ['data', 'params', 'expected-error'].map((name) => `tests/cases/bad/${name}.json`),
    ]);
  });

  test('takes the last run, with its own input and every number as it was, without running the service', async () => {
    await using dir = await project();
    const data = '{"n": 3.0, "shift": 20}';
    await cli(['run', '--engine', 'process', '--data', data], { cwd: dir.path });
    await writeFile(join(dir.path, 'service.mjs'), 'process.exit(3)');
    const { exitCode, stdout, stderr } = await cli(['test', '--record', 'last', '--json'], { cwd: dir.path });
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(/^Taking the last run, \d.* ago on .+\. The service is run anew with any flag/);
    const files = ['data', 'params', 'case', 'expected'].map((name) => `tests/cases/last/${name}.json`);
    const lastRun = { image: expect.any(String), endedAt: expect.stringMatching(/^20\d\d-.*Z$/) };
    expect(JSON.parse(stdout).data).toEqual({ name: 'last', lastRun, files });
    const text = (name: string) => readFile(join(dir.path, 'tests/cases/last', name), 'utf8');
    expect(await text('data.json')).toBe(`${data}\n`);
    expect(await text('expected.json')).toContain('"seed": 9007199254740993');
    expect(JSON.parse(await text('expected.json')).counts).toEqual({ '000': 520, '111': 480 });
  });

  test('takes a last run that failed with an error body', async () => {
    await using dir = await project();
    await cli(['run', '--engine', 'process', '--data', '{"n": 99}'], { cwd: dir.path });
    const { exitCode, stdout } = await cli(['test', '--record', 'bad'], { cwd: dir.path });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\+ .*expected-error\.json\n$/m);
  });

  test('says why a last run that crashed is no case, and runs nothing in its place', async () => {
    await using dir = await project({ 'service.mjs': 'process.exit(3)' });
    await cli(['run', '--engine', 'process'], { cwd: dir.path });
    await writeFile(join(dir.path, 'service.mjs'), program);
    const { exitCode, stderr } = await cli(['test', '--record', 'x'], { cwd: dir.path });
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringContaining('tests/cases/x was not recorded, because there is nothing to expect: The service failed'),
    ]);
  });

  test('runs anew where a flag says how to run, whatever ran before', async () => {
    await using dir = await project();
    await cli(['run', '--engine', 'process', '--data', '{"n": 99}'], { cwd: dir.path });
    const { exitCode, stdout } = await cli(['test', '--record', 'sample', ...onProcess], { cwd: dir.path });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('+ tests/cases/sample/expected.json\n')]);
  });

  test.each([
    ['of another version', '{"format": 0}'],
    ['that cannot be read', '{"format": 1'],
  ])('takes no last run %s', async (_what, text) => {
    await using dir = await project({ '.planqk-service/last-run.json': text });
    const { exitCode, stderr } = await cli(['test', '--record', 'x'], { cwd: dir.path });
    expect([exitCode, stderr]).toEqual([9, expect.not.stringContaining('Taking the last run')]);
  });

  test('keeps the last run that ended by itself when one is interrupted, and none where nothing can be written', async () => {
    const json = (text: string) => JsonText.from(text, 'test');
    const input = { data: json('{"n": 1.50}'), params: json('{}') };
    const ended = { status: 'SUCCEEDED', timedOut: false, endedAt: new Date(0), result: json('1e400') } as Outcome;
    const cause = { code: 'INTERRUPTED', details: {} };
    const error = { code: 'INTERRUPTED', detail: 'x', cause };
    const interrupted = { ...ended, status: 'CANCELLED', result: undefined, error } as unknown as Outcome;
    await using dir = await tempDir();
    await keepLastRun(dir.path, input, 'a', ended);
    await keepLastRun(dir.path, input, 'b', interrupted);
    const kept = await readLastRun(dir.path);
    expect(kept).toMatchObject({ image: 'a', endedAt: new Date(0) });
    expect([kept?.input.data.text, kept?.ending.result?.text]).toEqual(['{"n": 1.50}', '1e400']);

    await using blocked = await project({ '.planqk-service': 'a file' });
    const { exitCode, stderr } = await cli(['run', '--engine', 'process'], { cwd: blocked.path });
    expect(exitCode, stderr).toBe(0);
  });

  test('has a last run that git does not see, and that clean --all removes', async () => {
    await using dir = await project();
    await cli(['run', '--engine', 'process'], { cwd: dir.path });
    expect(await readdir(join(dir.path, '.planqk-service'))).toEqual(['.gitignore', 'last-run.json']);
    expect(await readFile(join(dir.path, '.planqk-service/.gitignore'), 'utf8')).toBe('*\n');
    expect(await cli(['clean', '--all'], { cwd: dir.path })).toMatchObject({ exitCode: 0 });
    expect(await readdir(join(dir.path, '.planqk-service'))).toEqual(['.gitignore']);
  });

  test('records nothing that cannot be expected', async () => {
    await using dir = await project({ 'service.mjs': 'process.exit(3)' });
    const { exitCode, stderr } = await cli(['test', ...onProcess, '--record', 'x'], { cwd: dir.path });
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringContaining('tests/cases/x was not recorded, because there is nothing to expect'),
    ]);
    expect(await readdir(dir.path)).not.toContain('tests');
  });
});
