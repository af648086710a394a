import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, commandNames, packageRoot } from './helpers/cli.ts';
import { fakeEngine } from './helpers/fake-engine.ts';
import { tempDir } from './helpers/temp-dir.ts';

const planqk = JSON.stringify({ name: 'ghz', runtime: 'DOCKER', resources: { cpu: 1, memory: 1 } });

/** oclif's own ones speak to shells. */
const ownCommands = commandNames.filter((name) => !name.startsWith('autocomplete'));

test('the manifest has every command that there is', () => {
  const files = readdirSync(join(packageRoot, 'src', 'commands'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace(/\.ts$/, '').replace(/[\\/]/, ' '));
  expect(commandNames.toSorted()).toEqual(files.toSorted());
});

describe('help', () => {
  test.each([[[]], [['-h']], [['--help']], [['help']]])('%j lists the commands and ends with 0', async (argv) => {
    const { exitCode, stdout, stderr } = await cli(argv);
    // A topic such as "spec" stands for its commands.
    for (const name of commandNames) expect(stdout).toMatch(new RegExp(`^  ${name.split(' ')[0]} `, 'm'));
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  test.each(ownCommands)('of %s is the same by --help, -h and "help"', async (name) => {
    const answers = await Promise.all(
      [
        [...name.split(' '), '--help'],
        [...name.split(' '), '-h'],
        ['help', ...name.split(' ')],
      ].map((argv) => cli(argv)),
    );
    for (const { exitCode, stdout } of answers) expect([exitCode, stdout]).toEqual([0, answers[0]?.stdout]);
    expect(answers[0]?.stdout).toMatch(new RegExp(`\\$ planqk-service ${name} (?:\\[?[A-Z]+\\]? ){0,2}\\[FLAGS\\]`));
    expect(answers[0]?.stdout).toContain('--json');
  });

  test.each(['1', '20', '300'])('can be wrapped to a terminal of %s columns', async (columns) => {
    const { exitCode, stdout, stderr } = await cli(['doctor', '--help'], { env: { OCLIF_COLUMNS: columns } });
    expect(stdout.replace(/\s/g, '')).toContain('--docker-host=ADDRESS');
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});

test('a reader that goes early, as head does, is no error', async () => {
  const { exitCode, stderr } = await cli(['run', '--help'], { closeStdout: true });
  expect([exitCode, stderr]).toEqual([0, '']);
});

describe('the version', () => {
  test.each(['--version', '-v'])('%s is one line', async (flag) => {
    expect(await cli([flag])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^planqk-service\/\d+\.\d+\.\d+\S* \S+ node-v\S+\n$/),
    });
  });

  test('is an object with --json', async () => {
    const { exitCode, stdout } = await cli(['--version', '--json']);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { ok: true, data: { version: expect.any(String) } }]);
  });
});

describe('a wrong command line ends with 2 and says what helps', () => {
  test.each([
    [['rum'], 'There is no command "rum"', 'Did you mean "planqk-service run"?'],
    [['rum', 'here', '--json'], 'There is no command "rum"', 'Did you mean "planqk-service run"?'],
    [['help', 'biuld'], 'There is no command "biuld"', 'Did you mean "planqk-service build"?'],
    [['biuld', '--help'], 'There is no command "biuld"', 'Did you mean "planqk-service build"?'],
    [['zzzzzz'], 'There is no command "zzzzzz". Commands: ', 'See what is accepted with "planqk-service --help".'],
    [[''], 'There is no command ""', 'planqk-service --help'],
    [['--json', 'run'], 'The command comes first, and flags such as --json behind it.', 'planqk-service run --help'],
    [['run', '--tiemout', '5'], 'There is no flag --tiemout.', 'Did you mean "--timeout"?'],
    [['run', '-x'], 'There is no flag -x.', 'See what is accepted with "planqk-service run --help".'],
    [['run', '--timeout'], '--timeout needs a value.', 'planqk-service run --help'],
    [['run', '--data', '--params', '{}'], '--data needs a value.', 'planqk-service run --help'],
    [['run', '--engine'], '--engine needs a value: docker, process.', 'planqk-service run --help'],
    [['run', '--network', 'nome'], '--network cannot be "nome": it has to be default or none', '--network none'],
    [['run', 'a', 'b'], 'There is one argument too many: b.', 'planqk-service run --help'],
    [['run', '--timeout', 'abc'], '--timeout cannot be "abc": that is no duration', '--timeout 90s'],
    [['run', '--timeout', '0'], 'it has to be longer than nothing', '--timeout 90s'],
    [['run', '--env', '=x'], 'that is no name of a variable', '--env NAME=value'],
    [['run', '--watch', '--image', 'x'], 'it cannot go with --image', 'planqk-service run --help'],
    [['run', '--data', '-', '--params', '-'], 'Standard input can be either', 'planqk-service run --help'],
  ])('%j', async (argv, problem, help) => {
    const { exitCode, stdout, stderr } = await cli(argv);
    const told = argv.includes('--json') ? stdout : stderr;
    expect(told.replaceAll('\\"', '"')).toContain(problem);
    expect(told.replaceAll('\\"', '"')).toContain(help);
    expect(exitCode).toBe(2);
    expect(argv.includes('--json') ? stderr : stdout).toBe('');
  });
});

describe('with --json', () => {
  test.each(ownCommands)('%s takes it, and its errors are one JSON object on stdout', async (name) => {
    await using dir = await tempDir({ 'planqk.json': '{' });
    for (const argv of [
      [...name.split(' '), dir.path, '--json'],
      [...name.split(' '), '--json', '--nonsense'],
    ]) {
      const { exitCode, stdout } = await cli(argv);
      expect(JSON.parse(stdout)).toMatchObject({
        apiVersion: 'planqk-service/v1',
        ok: false,
        error: {
          code: expect.any(String),
          message: expect.any(String),
          hint: expect.any(String),
          ref: expect.any(String),
        },
      });
      expect(exitCode).toBeGreaterThan(1);
    }
  });

  test('behind "--" it is no flag', async () => {
    const { stdout, stderr } = await cli(['run', '--', '--json']);
    expect(stdout).toBe('');
    expect(stderr).toContain('There is no folder');
  });
});

describe('a wrong project', () => {
  test.each<[Record<string, string>, string[], number, string]>([
    [{}, ['nowhere'], 3, 'There is no folder'],
    [{ 'planqk.json': '{"name": "x",}' }, [], 3, 'is not valid JSON (line 1, column 13)'],
    [{ 'planqk.json': '{"name": 1}' }, [], 3, '- resources is missing'],
    [{ 'planqk-service.json': '{"process": {"strat": []}}' }, [], 3, '- process.strat is no field that is known'],
    [{ 'input/data.json': '[1]' }, [], 3, 'holds an array'],
    [{ 'planqk.json': planqk }, ['--engine', 'process'], 3, 'does not say how to start the service'],
    [{ 'planqk.json': planqk }, [], 9, 'No container engine answered.'],
    [
      { 'planqk.json': planqk },
      ['--data', '@nope.json'],
      3,
      '--data (nope.json) cannot be read: there is no such file',
    ],
  ])('%j with %j ends with %i: %s', async (files, argv, code, message) => {
    await using dir = await tempDir(files);
    const { exitCode, stdout, stderr } = await cli(['run', ...argv], { cwd: dir.path });
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([code, '']);
  });
});

describe('standard input', () => {
  test('belongs to --data -, and is never taken for the folder', async () => {
    await using dir = await tempDir({ 'planqk.json': planqk });
    const { stderr } = await cli(['run', '--data', '-'], { cwd: dir.path, stdin: '[1]' });
    expect(stderr).toContain('--data (standard input) holds an array');
  });

  test.each(commandNames)('is left alone by %s without flags', async (name) => {
    await using dir = await tempDir({ 'planqk.json': planqk });
    const { stdout, stderr } = await cli(name.split(' '), { cwd: dir.path, stdin: 'some/other/folder\n' });
    expect(stdout + stderr).not.toContain('some/other/folder');
  });
});

describe('doctor', () => {
  test('ends with 9 without an engine, and its JSON says so and tells what was found all the same', async () => {
    await using dir = await tempDir({ 'planqk.json': planqk });
    const { exitCode, stdout } = await cli(['doctor', dir.path, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'NO_ENGINE' },
      data: { findings: expect.any(Array) },
    });
    expect(exitCode).toBe(9);
  });

  test('ends with 0 when all is well, and with 3 when the project is broken', async () => {
    await using engine = await fakeEngine();
    await using good = await tempDir({ 'planqk.json': planqk });
    await using broken = await tempDir({ 'planqk.json': '{' });
    const env = { DOCKER_HOST: engine.address };
    expect(await cli(['doctor', good.path], { env })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await cli(['doctor', broken.path], { env })).toMatchObject({ exitCode: 3, stderr: '' });
  });
});
