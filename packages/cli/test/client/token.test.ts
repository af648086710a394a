import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findToken } from '../../src/client/token.ts';
import { tempDir } from '../helpers/temp-dir.ts';

describe('the token', () => {
  test('of a flag comes before the environment, which no flag asks for', async () => {
    expect((await findToken({ token: 'a' }, { PLANQK_TOKEN: 'b' })).current).toBe('a');
    expect((await findToken({}, { PLANQK_TOKEN: ' b\n' })).current).toBe('b');
    expect((await findToken({}, { PLANQK_TOKEN: '' })).current).toBeUndefined();
    expect((await findToken({}, {})).current).toBeUndefined();
  });

  test('of a file is read again when it is refused', async () => {
    await using dir = await tempDir({ token: 'Bearer one\n' });
    const file = join(dir.path, 'token');
    const token = await findToken({ 'token-file': file }, { PLANQK_TOKEN: 'x' });
    expect(token.current).toBe('one');
    expect(await token.renew()).toBe(false);
    await writeFile(file, 'two');
    expect(await token.renew()).toBe(true);
    expect(token.current).toBe('two');
  });

  test('of a command is printed anew when it is refused', async () => {
    await using dir = await tempDir({ 'print.mjs': 'console.log(crypto.randomUUID());' });
    const print = (script: string) => `"${process.execPath}" "${join(dir.path, script)}"`;
    const token = await findToken({ 'token-command': print('print.mjs') }, {});
    const before = token.current;
    expect(await token.renew()).toBe(true);
    expect(token.current).not.toBe(before);
    await expect(findToken({ 'token-command': print('missing.mjs') }, {})).rejects.toMatchObject({
      code: 'FLAG_INVALID',
      message: expect.stringMatching(/it ended with 1$/),
    });
  });

  test('of a flag cannot be renewed', async () => {
    expect(await (await findToken({ token: 'a' }, {})).renew()).toBe(false);
  });

  test('that no header can hold is refused, and not shown', async () => {
    const find = findToken({ token: 's3cret\nX: y' }, {});
    await expect(find).rejects.toMatchObject({ code: 'FLAG_INVALID', message: expect.not.stringContaining('s3cret') });
    await expect(findToken({ token: ' ' }, {})).rejects.toThrow('there is no token in it');
  });

  test('of a file that is not there is refused', async () => {
    await expect(findToken({ 'token-file': '/nowhere/token' }, {})).rejects.toThrow('there is no such file');
  });
});
