import { describe, expect, test } from 'vitest';
import { run, sizes, temporaryFolder, writeTree } from './helpers.ts';

const plain = ['--starter', 'python', '--yes', '--no-git'];

describe('a refusal writes nothing', () => {
  const cases: readonly (readonly [string, readonly string[], number, string, string])[] = [
    ['an unknown flag', ['x', '--startr', 'go'], 2, 'USAGE', 'Did you mean --starter?'],
    ['an unknown short flag', ['x', '-q'], 2, 'USAGE', '-q'],
    ['two folders', ['x', 'y'], 2, 'USAGE', 'x, y'],
    ['a flag without its value', ['x', '--name', '--yes'], 2, 'USAGE', '--name needs a value'],
    ['a value for a switch', ['x', '--yes=no'], 2, 'USAGE', 'takes no value'],
    ['an unknown starter', ['x', '--starter', 'pyton'], 2, 'STARTER_UNKNOWN', 'Did you mean --starter python?'],
    ['a folder that is no starter', ['x', '--starter', './full'], 3, 'STARTER_INVALID', 'starter.json'],
    ['a folder that is not there', ['x', '--starter', './nothing'], 3, 'STARTER_NOT_FOUND', 'there is no folder'],
    [
      'a name that cannot be used',
      ['x', ...plain, '--name', 'My Service'],
      2,
      'NAME_INVALID',
      'such as --name my-service',
    ],
    ['a reserved name', ['x', ...plain, '--name', 'nul'], 2, 'NAME_INVALID', 'such as --name nul-service'],
    ['too many vCPUs', ['x', ...plain, '--cpu', '21'], 2, 'ANSWER_INVALID', '--cpu cannot be "21"'],
    ['a wrong GPU', ['x', ...plain, '--gpu', 'RTX'], 2, 'ANSWER_INVALID', 'NVIDIA_TESLA_T4'],
    ['nothing at all', [], 2, 'ANSWER_MISSING', '[dir]'],
    ['no starter', ['x'], 2, 'ANSWER_MISSING', '--starter go|python|rust'],
    ['a folder with content', ['full', ...plain], 3, 'TARGET_NOT_EMPTY', '--force'],
    ['a file as the folder', ['full/file', ...plain, '--force'], 3, 'TARGET_UNUSABLE', 'not a folder'],
    ['a folder below a file', ['full/file/below', ...plain], 3, 'TARGET_UNUSABLE', 'file'],
  ];

  test.each(cases)('%s', async (_what, argv, exitCode, error, text) => {
    const cwd = temporaryFolder();
    writeTree(cwd, { 'full/file': 'mine' });
    const { code, stdout, stderr } = await run(argv, { cwd });
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(stderr).toContain(`(${error}, `);
    expect(stderr).toContain(text);
    expect(sizes(cwd)).toEqual({ 'full/file': 4 });
  });

  test('and a failure can be read by programs', async () => {
    const { code, stdout, stderr } = await run(['x', '--startr', '--json']);
    expect([code, stderr]).toEqual([2, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      apiVersion: 'planqk-service/v1',
      ok: false,
      error: {
        code: 'USAGE',
        message: expect.stringContaining('--startr'),
        hint: expect.any(String),
        ref: 'docs/errors.md#usage',
      },
    });
  });
});
