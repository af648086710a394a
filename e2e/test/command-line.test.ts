import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { environment } from '../src/bins.ts';
import { Command, type Ended } from '../src/command.ts';
import { makeProbe } from '../src/projects.ts';
import { create, service } from '../src/service.ts';
import { hostOf, suite } from '../src/suite.ts';

const host = hostOf('docker');
const env = { DOCKER_HOST: host };

describe('the command line', () => {
  const mistakes = [
    { name: 'an unknown command', args: ['biuld'], says: /biuld[\s\S]*\bbuild\b/ },
    { name: 'an unknown flag', args: ['run', '--timeuot', '3s'], says: /--timeuot[\s\S]*--timeout/ },
    { name: 'a flag without its value', args: ['run', '--data'], says: /--data/ },
    { name: 'a value that a flag cannot have', args: ['run', '--timeout', 'soon'], says: /--timeout cannot be "soon"/ },
    { name: 'an engine that does not exist', args: ['run', '--engine', 'lxc'], says: /docker.*process/ },
    { name: 'two folders', args: ['run', 'a', 'b'], says: /\bb\b/ },
    { name: 'standard input for both', args: ['run', '--data', '-', '--params', '-'], says: /not both/ },
  ];
  test.each(mistakes)('explains $name and exits with 2', async ({ args, says }) => {
    const text = await service(args);
    expect(text).toMatchObject({ exitCode: 2, stdout: '' });
    expect(text.stderr).toMatch(says);
    expect(text.stderr).not.toMatch(/^ {4}at /m);
    const json = await service([...args, '--json']);
    expect(json.exitCode).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^[A-Z_]+$/) } });
  });

  const scaffoldMistakes = [
    { name: 'an unknown starter', args: ['x', '--starter', 'pyhton', '--yes'], exitCode: 2, says: /--starter python/ },
    { name: 'an unknown flag', args: ['x', '--startr', 'go'], exitCode: 2, says: /Did you mean --starter\?/ },
    { name: 'a missing answer', args: ['x'], exitCode: 2, says: /--starter/ },
    { name: 'a name that cannot be used', args: ['x', '--name', 'Größe!', '--yes'], exitCode: 2, says: /--name / },
  ];
  test.each(scaffoldMistakes)('of create-planqk-service explains $name', async ({ args, exitCode, says }) => {
    const end = await create(args);
    expect(end).toMatchObject({ exitCode, stdout: '' });
    expect(end.stderr).toMatch(says);
    expect(end.stderr).not.toMatch(/^ {4}at /m);
  });
});

describe.skipIf(host === undefined)('planqk-service run', () => {
  let probe: string;
  beforeAll(async () => {
    probe = await makeProbe('command-line');
    expect(await service(['build', probe], { env })).toMatchObject({ exitCode: 0 });
  });

  test('passes numbers, repeated keys and their order on, as they were written', async () => {
    const data = '{"echo":true,"big":9007199254740993,"huge":1e400,"float":1.0,"z":1,"a":2,"a":3,"tiny":-0.0}';
    expect(await service(['run', probe, '--data', data], { env })).toMatchObject({ exitCode: 0, stdout: `${data}\n` });
    const { stdout } = await service(['run', probe, '--data', data, '--json'], { env });
    expect(stdout).toContain(data);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  test('reads standard input for a hyphen', async () => {
    const input = '{"echo":true,"from":"stdin"}';
    const end = await service(['run', probe, '--data', '-'], { env, input });
    expect(end).toMatchObject({ exitCode: 0, stdout: `${input}\n` });
  });

  test('reads a file for an at sign', async () => {
    const data = '{"echo":true,"from":"ein Ordner"}';
    await writeFile(join(suite.folder, 'eigene daten.json'), data);
    const end = await service(['run', probe, '--data', '@eigene daten.json'], { env });
    expect(end).toMatchObject({ exitCode: 0, stdout: `${data}\n` });
  });

  describe('with --env-file', () => {
    const secret = 'hunter2-correct-horse';
    let file: string;
    beforeAll(async () => {
      file = join(suite.folder, 'secrets.env');
      await writeFile(file, `TOKEN=${secret}\n`);
    });

    const cases = [
      { name: 'success', data: { env: 'TOKEN' }, exitCode: 0 },
      { name: 'failure', data: { env: 'TOKEN', exit: 1 }, exitCode: 5 },
      { name: 'a timeout', data: { wait: true }, exitCode: 7 },
    ];
    const modes = cases.flatMap((one) => [[], ['--json']].map((flags) => ({ ...one, flags })));
    test.each(modes)('gives the values to the service and shows them nowhere: $name $flags', async (mode) => {
      const args = ['--env-file', file, '--timeout', '2s', '--data', JSON.stringify(mode.data), ...mode.flags];
      const { exitCode, stdout, stderr } = await service(['run', probe, ...args], { env });
      expect(exitCode).toBe(mode.exitCode);
      if (exitCode === 0) expect(stdout).toContain(`{"characters": ${secret.length}}`);
      expect(stdout + stderr).not.toContain(secret);
    });

    test('shows no value of a broken file either', async () => {
      const broken = join(suite.folder, 'broken.env');
      await writeFile(broken, `TOKEN="${secret}\nno pair ${secret}\n`);
      const { stdout, stderr } = await service(['run', probe, '--env-file', broken], { env });
      expect(stdout + stderr).not.toContain(secret);
    });

    test('refuses a pair whose name is none without showing its value', async () => {
      const { exitCode, stdout, stderr } = await service(['run', probe, '--env', `1X=${secret}`], { env });
      expect(exitCode).toBe(2);
      expect(stdout + stderr).not.toContain(secret);
    });
  });

  test('does not mind a reader that has seen enough', async () => {
    const data = JSON.stringify({ fill: 1_000_000 });
    const script = 'set -o pipefail; planqk-service run "$1" --data "$2" | head -c 1';
    const path = { PATH: `${join(suite.installation, 'node_modules', '.bin')}:${environment(suite).PATH}` };
    const shell = ['bash', '-c', script, 'bash', probe, data];
    const end = await new Command(shell, { cwd: suite.folder, env: { ...environment(suite, { env }), ...path } }).ended;
    expect(end.stdout).toBe('"');
    expect(end.stderr).not.toMatch(/EPIPE|^ {4}at |bug in planqk-service/m);
    expect(end.exitCode).not.toBe(1);
  });
});

const escapeCharacter = '\u001b';
const colour = new RegExp(`${escapeCharacter}\\[[\\d;]*m`);
const move = new RegExp(`\\r|\\n|${escapeCharacter}\\[[\\d;]*[A-Z]`);

describe.skipIf(host === undefined)('planqk-service run on a terminal', () => {
  const data = '{"print":"PlanQK:Job:InterimResult: {\\"k\\": 1}\\nPlanQK:Job:Result: {\\"k\\": 2}\\n"}';

  /** Everything that a terminal of `columns` columns is told. */
  async function onTerminal(name: string, terminal: NodeJS.ProcessEnv, columns = 80): Promise<Ended> {
    // Longer than the bar takes to be drawn; named, so that no two builds share a step.
    const dockerfile = `FROM python:3.13-slim-trixie\nRUN echo ${name}; sleep 0.5\nCOPY probe.py /\nENTRYPOINT ["python3", "/probe.py"]\n`;
    const probe = await makeProbe(name, { files: { Dockerfile: dockerfile } });
    const bin = join(suite.installation, 'node_modules', '.bin', 'planqk-service');
    const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
    const line = `stty cols ${columns}; ${quote(bin)} run ${quote(probe)} --no-cache --data ${quote(data)}`;
    const options = { cwd: suite.folder, env: environment(suite, { env: { ...env, ...terminal } }) };
    const end = await new Command(['script', '-qec', line, '/dev/null'], options).ended;
    expect(end.exitCode, end.stdout).toBe(0);
    expect(end.stdout).toContain('{"k": 2}\r\n');
    return end;
  }

  test.concurrent('shows colours and a bar where both are understood', async ({ expect }) => {
    const { stdout } = await onTerminal('terminal-xterm', { TERM: 'xterm-256color' });
    expect(stdout).toMatch(colour);
    expect(stdout).toMatch(/░/);
  });

  test.concurrent('shows no colours with NO_COLOR', async ({ expect }) => {
    const { stdout } = await onTerminal('terminal-no-color', { TERM: 'xterm-256color', NO_COLOR: '1' });
    expect(stdout).not.toMatch(colour);
  });

  test.concurrent('sends no escape sequence at all to a dumb terminal', async ({ expect }) => {
    const { stdout } = await onTerminal('terminal-dumb', { TERM: 'dumb' });
    expect(stdout).not.toContain(escapeCharacter);
  });

  test.concurrent('keeps its live line within 20 columns', async ({ expect }) => {
    const { stdout } = await onTerminal('terminal-tiny', { TERM: 'xterm', NO_COLOR: '1' }, 20);
    const live = stdout.split(move).filter((part) => /[░█]/.test(part));
    expect(live.filter((part) => part.length >= 20)).toEqual([]);
  });
});
