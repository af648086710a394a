import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin, readJson, temporaryFolder, writeTree } from './helpers.ts';

const hasPty = spawnSync('python3', ['-c', 'import pty']).status === 0;
if (!hasPty) console.warn('SKIPPED: the tests on a terminal need python3 with pty, which this machine lacks.');

const down = '\u001b[B';
const enter = '\r';

/** Runs the bin on a real terminal; each step waits for a text and then types. */
/** This process's variables without those that decide about colours: CI servers set some of them. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const deciding = ['CI', 'NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS'];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !deciding.includes(name)));
}

function onTerminal(
  cwd: string,
  argv: readonly string[],
  steps: readonly (readonly [string, string])[],
  env: Record<string, string> = {},
) {
  const driver = join(import.meta.dirname, 'terminal_driver.py');
  const command = [driver, JSON.stringify(steps), process.execPath, bin, ...argv];
  const { status, stdout } = spawnSync('python3', command, {
    cwd,
    encoding: 'utf8',
    env: { ...plainEnvironment(), TERM: 'xterm-256color', ...env },
  });
  return { code: status, screen: stdout };
}

describe.runIf(hasPty)('on a terminal', () => {
  test('everything is asked, the starter is picked with arrows, and Enter takes the proposal', () => {
    const cwd = temporaryFolder();
    const { code, screen } = onTerminal(
      cwd,
      ['--no-git'],
      [
        ['Folder for the service', `ghz${enter}`],
        ['start from?', `${down}${enter}`],
        ['Name of the service', enter],
        ['What does it do?', `Says "hi"${enter}`],
        ['vCPUs', `99${enter}`],
        ['from 0.5 to 20', `\u007f\u007f4${enter}`],
        ['Memory', enter],
        ['GPU', `${down}${enter}`],
      ],
    );
    expect([code, screen]).toEqual([0, expect.stringContaining('Next:')]);
    expect(readJson(cwd, 'ghz/planqk.json')).toMatchObject({
      name: 'ghz',
      description: 'Says "hi"',
      resources: { cpu: 4, memory: 2, gpu: { type: 'NVIDIA_TESLA_T4', count: 1 } },
    });
    // The default, python, is picked at first; one down is the next in the list.
    expect(readJson(cwd, 'ghz/planqk-service.json')).toMatchObject({ starter: { id: 'rust' } });
  });

  test('only what the flags leave open is asked', () => {
    const cwd = temporaryFolder();
    const given = [
      'x',
      '--starter',
      'go',
      '--description',
      'd',
      '--cpu',
      '1',
      '--memory',
      '2',
      '--gpu',
      'none',
      '--no-git',
    ];
    const { code, screen } = onTerminal(cwd, given, [['Name of the service', `named${enter}`]]);
    expect(code).toBe(0);
    expect(screen).not.toContain('vCPUs');
    expect(readJson(cwd, 'x/planqk.json')).toMatchObject({ name: 'named' });
  });

  test('nothing is asked with --yes', () => {
    const cwd = temporaryFolder();
    expect(onTerminal(cwd, ['--yes', '--no-git'], []).code).toBe(0);
    expect(readdirSync(cwd)).toEqual(['my-service']);
  });

  test.each(['Folder for the service', 'start from?', 'Name', 'What does', 'vCPUs'])(
    'Ctrl-C at "%s" ends with 130 and leaves nothing',
    (last) => {
      const cwd = temporaryFolder();
      const questions = ['Folder for the service', 'start from?', 'Name', 'What does', 'vCPUs'];
      const steps = questions.slice(0, questions.indexOf(last)).map((question) => [question, enter] as const);
      const { code, screen } = onTerminal(cwd, ['--no-git'], [...steps, [last, '\u0003']]);
      expect([code, screen]).toEqual([130, expect.stringContaining('(INTERRUPTED, ')]);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  test('a folder that cannot be used is told before anything else is asked', () => {
    const cwd = temporaryFolder();
    writeTree(cwd, { 'x/mine': '' });
    const { code, screen } = onTerminal(cwd, ['x'], []);
    expect([code, screen]).toEqual([3, expect.stringContaining('TARGET_NOT_EMPTY')]);
    expect(screen).not.toContain('start from?');
  });

  test('colours are shown, unless NO_COLOR is set', () => {
    const colour = '\u001b[32mCreated';
    expect(onTerminal(temporaryFolder(), ['--yes', '--no-git'], []).screen).toContain(colour);
    expect(onTerminal(temporaryFolder(), ['--yes', '--no-git'], [], { NO_COLOR: '1' }).screen).not.toContain(colour);
  });
});
