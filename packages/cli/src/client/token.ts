import { readFile } from 'node:fs/promises';
import { ServiceError } from '@planqk-service/core';
import { reasonOf } from '../input/key-values.ts';

/** Where a bearer token comes from. */
export interface TokenSource {
  readonly current: string | undefined;
  /** Looks for another token after a refusal; whether there is one. */
  renew(): Promise<boolean>;
}

/**
 * The token of a flag, a file or the environment, in this order. Only a file can bring a new one: it is read again
 * when the old one is refused, so that whoever writes it keeps a long wait going. Tokens never appear in a message.
 *
 * @throws ServiceError FLAG_INVALID
 */
export async function findToken(
  flags: { readonly token?: string | undefined; readonly 'token-file'?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Promise<TokenSource> {
  const file = flags['token-file'];
  if (flags.token !== undefined || file === undefined) {
    const fromEnv = env['PLANQK_TOKEN'] || undefined;
    const token =
      flags.token === undefined
        ? fromEnv && checked(fromEnv, 'PLANQK_TOKEN', '…')
        : checked(flags.token, '--token', '…');
    return { current: token, renew: async () => false };
  }
  let token = await readToken(file);
  return {
    get current() {
      return token;
    },
    async renew() {
      const before = token;
      token = await readToken(file);
      return token !== before;
    },
  };
}

async function readToken(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const details = { flag: '--token-file', value: file, reason: reasonOf(error), example: 'token.txt' };
    throw new ServiceError('FLAG_INVALID', details, { cause: error });
  });
  return checked(text, '--token-file', file);
}

/** A header can only hold visible ASCII, and a token is one word (RFC 6750, 2.1). */
function checked(text: string, flag: string, value: string): string {
  const token = text.trim().replace(/^Bearer +/i, '');
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const reason = token === '' ? 'there is no token in it' : 'a token is one word of letters, digits and signs';
  throw new ServiceError('FLAG_INVALID', {
    flag,
    value,
    reason,
    example: flag === '--token' ? '"$TOKEN"' : 'token.txt',
  });
}
