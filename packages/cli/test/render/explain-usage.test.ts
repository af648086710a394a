import { ServiceError } from '@planqk-service/core';
import { describe, expect, test } from 'vitest';
import { explainUsage } from '../../src/render/explain-usage.ts';

const commands = {
  build: { flags: { tag: { name: 'tag' } } },
  run: { flags: { timeout: { name: 'timeout' }, limits: { name: 'limits', allowNo: true } } },
};

function explain(message: string, argv: string, more: object = {}): ServiceError {
  const error = Object.assign(new Error(`${message}\nSee more help with --help`), { oclif: { exit: 2 } }, more);
  return explainUsage(error, argv.split(' '), commands) as ServiceError;
}

describe('an unknown command', () => {
  test('is answered with the commands there are and the nearest', () => {
    const error = explainUsage(
      Object.assign(new Error('command rum not found'), { oclif: { exit: 2 } }),
      ['rum'],
      commands,
    );
    expect(error).toMatchObject({
      code: 'USAGE',
      exitCode: 2,
      message: 'There is no command "rum". Commands: build, run.',
      hint: 'Did you mean "planqk-service run"?',
    });
  });

  test('that is like none is answered with how to get help', () => {
    const error = explainUsage(
      Object.assign(new Error('command a:b not found'), { oclif: { exit: 2 } }),
      ['a', 'b'],
      commands,
    );
    expect(error).toMatchObject({ hint: 'See what is accepted with "planqk-service --help".' });
  });
});

describe('an unknown flag', () => {
  test('is answered with the nearest one of this command', () => {
    expect(explain('Nonexistent flag: --tiemout', 'run --tiemout 5', { flags: ['--tiemout'] })).toMatchObject({
      message: 'There is no flag --tiemout.',
      hint: 'Did you mean "--timeout"?',
    });
  });

  test('may be near to the negation of one', () => {
    expect(explain('', 'run --no-limit', { flags: ['--no-limit'] }).hint).toBe('Did you mean "--no-limits"?');
  });

  test('of another command is not suggested', () => {
    expect(explain('', 'build --timeot', { flags: ['--timeot'] }).hint).toBe(
      'See what is accepted with "planqk-service build --help".',
    );
  });
});

test('a value that is not among the options is answered with the nearest option', () => {
  expect(explain('Expected --engine=dokcer to be one of: process, docker', 'run --engine dokcer')).toMatchObject({
    code: 'FLAG_INVALID',
    message: '--engine cannot be "dokcer": it has to be process or docker',
    hint: 'Write it like --engine docker',
  });
});

test('an argument that is not among the options is answered with them', () => {
  expect(explain('Expected fish to be one of: zsh, bash', 'run fish')).toMatchObject({
    code: 'USAGE',
    message: 'The argument cannot be "fish": it has to be zsh or bash.',
  });
});

test.each([
  ['Flag --timeout expects a value', '--timeout needs a value.'],
  ['Flag --gpu expects one of these values: auto, none', '--gpu needs a value: auto, none.'],
  ['Something that we do not know yet', 'Something that we do not know yet'],
])('"%s" becomes "%s"', (message, ours) => {
  const error = Object.assign(new Error(message), { oclif: { exit: 2 } });
  expect(explainUsage(error, ['run'], commands)).toMatchObject({ code: 'USAGE', message: ours });
});

test.each([
  ['\t--token=secret cannot also be provided when using --token-file', '--token-file and --token exclude each other.'],
  ['\t--update=true cannot also be provided when using --record', '--record and --update exclude each other.'],
  ['\t--filter=a\nb cannot also be provided when using --record', '--record and --filter exclude each other.'],
])('flags that exclude each other are named: %j', (reason, ours) => {
  const message = `The following error occurred:\n${reason}`;
  expect(explain(message, 'run --record x')).toMatchObject({ code: 'USAGE', message: ours });
});

test('an argument too many behind a command of two words is not taken for a command', () => {
  const error = Object.assign(new Error('command starters:list:extra not found'), { oclif: { exit: 2 } });
  const known = { 'starters:list': { flags: {} } };
  for (const argv of [
    ['starters', 'list', 'extra', '--json'],
    ['help', 'starters', 'list', 'extra'],
  ])
    expect(explainUsage(error, argv, known)).toMatchObject({
      message: 'There is one argument too many: extra.',
      hint: 'See what is accepted with "planqk-service starters list --help".',
    });
});

test('an argument too many is named', () => {
  expect(explain('Unexpected argument: b', 'run a b', { args: ['b'] }).message).toBe(
    'There is one argument too many: b.',
  );
});

test('what is no error of the command line comes back untouched', () => {
  const known = new ServiceError('NO_RESULT', undefined);
  const bug = new TypeError('x');
  const defect = Object.assign(new Error('cannot load dist/commands/run.js'), { oclif: { exit: 1 } });
  for (const error of [known, bug, defect]) expect(explainUsage(error, ['run'], commands)).toBe(error);
});
