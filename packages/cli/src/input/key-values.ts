import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { ServiceError } from '@planqk-service/core';

/**
 * The pairs of repeated flags such as `--env NAME=value`. A name alone takes its value from `inherited`.
 * Values never appear in a message: they may be secrets.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseKeyValues(
  flag: string,
  pairs: readonly string[],
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = at === -1 ? pair : pair.slice(0, at);
    const value = at === -1 ? inherited[name] : pair.slice(at + 1);
    const invalid = (reason: string) =>
      new ServiceError('FLAG_INVALID', { flag, value: name, reason, example: 'NAME=value' });
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) throw invalid('that is no name of a variable');
    if (value === undefined) throw invalid('it has no value, and no variable of that name is set here');
    values[name] = value;
  }
  return values;
}

/**
 * The variables of a file of `NAME=value` lines.
 *
 * @throws ServiceError FLAG_INVALID
 */
export async function readEnvFile(path: string): Promise<Record<string, string>> {
  try {
    // Editors on Windows begin a file with a byte order mark, which is no part of the first name.
    return parseEnv((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) as Record<string, string>;
  } catch (error) {
    const details = { flag: '--env-file', value: path, reason: reasonOf(error), example: 'service.env' };
    throw new ServiceError('FLAG_INVALID', details, { cause: error });
  }
}

/**
 * The variables of `--env-file` and `--env`; the latter wins.
 *
 * @throws ServiceError FLAG_INVALID
 */
export async function readEnv(
  flags: { readonly env?: readonly string[] | undefined; readonly 'env-file'?: string | undefined },
  inherited: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const file = flags['env-file'] === undefined ? {} : await readEnvFile(flags['env-file']);
  return { ...file, ...parseKeyValues('--env', flags.env ?? [], inherited) };
}

/** What the system says of a file that cannot be read, without the jargon. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'permission denied';
  if (code === 'EISDIR') return 'it is a folder';
  return message;
}
