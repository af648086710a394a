import { join } from 'node:path';
import { ServiceError } from '@planqk-service/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseKeyValues, readEnvFile } from '../../src/input/key-values.ts';
import { tempDir } from '../helpers/temp-dir.ts';

describe('pairs', () => {
  test('are split at the first equals sign', () => {
    expect(parseKeyValues('--env', ['A=1', 'B=x=y', 'C=', 'D= spaced '], {})).toEqual({
      A: '1',
      B: 'x=y',
      C: '',
      D: ' spaced ',
    });
  });

  test('may be a name alone, whose value comes from the environment', () => {
    expect(parseKeyValues('--env', ['TOKEN'], { TOKEN: 'secret', OTHER: 'x' })).toEqual({ TOKEN: 'secret' });
    expect(parseKeyValues('--env', ['TOKEN'], { TOKEN: '' })).toEqual({ TOKEN: '' });
  });

  test('of the same name: the last one counts', () => {
    expect(parseKeyValues('--build-arg', ['A=1', 'A=2'], {})).toEqual({ A: '2' });
  });

  test('with a name that is not set anywhere are refused', () => {
    expect(() => parseKeyValues('--env', ['TOKEN'], {})).toThrow(
      '--env cannot be "TOKEN": it has no value, and no variable of that name is set here',
    );
  });

  test.each(['=x', '', '1A=x', 'A B=x', 'Ä=x', '-A=x'])('such as "%s" have no name of a variable', (pair) => {
    expect(() => parseKeyValues('--env', [pair], {})).toThrow('that is no name of a variable');
  });

  test('never show their value in an error', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-z0-9]{12,}$/), (name, secret) => {
        try {
          parseKeyValues('--env', [`${name}=${secret}`], {});
        } catch (error) {
          expect(error).toBeInstanceOf(ServiceError);
          const { message, hint, details } = error as ServiceError;
          expect(JSON.stringify([message, hint, details])).not.toContain(secret);
        }
      }),
    );
  });
});

describe('a file of variables', () => {
  test('has comments, quotes and values with equals signs', async () => {
    await using dir = await tempDir({ 'service.env': '# comment\nA=1\nB="two words"\n\nURL=http://x/?a=b\r\n' });
    expect(await readEnvFile(join(dir.path, 'service.env'))).toEqual({ A: '1', B: 'two words', URL: 'http://x/?a=b' });
  });

  test('may begin with a byte order mark', async () => {
    await using dir = await tempDir({ 'service.env': '\uFEFFA=1\n' });
    expect(await readEnvFile(join(dir.path, 'service.env'))).toEqual({ A: '1' });
  });

  test('that does not exist, or is a folder, is a wrong flag', async () => {
    await using dir = await tempDir();
    await expect(readEnvFile(join(dir.path, 'nope'))).rejects.toMatchObject({
      code: 'FLAG_INVALID',
      message: expect.stringMatching(/^--env-file cannot be ".*nope": there is no such file$/),
      hint: 'Write it like --env-file service.env',
    });
    await expect(readEnvFile(dir.path)).rejects.toThrow('it is a folder');
  });
});
