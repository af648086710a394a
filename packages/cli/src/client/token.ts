import { exec } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ServiceError } from '@planqk-service/core';
import { reasonOf } from '../input/key-values.ts';

/** Where a bearer token comes from. */
export interface TokenSource {
  readonly current: string | undefined;
  /** Looks for another token after a refusal; whether there is one. */
  renew(): Promise<boolean>;
}

interface TokenFlags {
  readonly token?: string | undefined;
  readonly 'token-file'?: string | undefined;
  readonly 'token-command'?: string | undefined;
}

/**
 * The token of a flag, a file, a command or the environment, in this order. A file and a command can bring a new one:
 * they are asked again when the old one is refused, so that a wait may last longer than a token. Tokens never appear in a
 * message.
 *
 * @throws ServiceError FLAG_INVALID
 */
export async function findToken(
  flags: TokenFlags,
  env: Readonly<Record<string, string | undefined>>,
): Promise<TokenSource> {
  const { token, 'token-file': file, 'token-command': command } = flags;
  if (token !== undefined) return fixed(checkToken(token, '--token'));
  if (file !== undefined) return renewable(() => readToken(file));
  if (command !== undefined) return renewable(() => printedToken(command));
  const named = env['PLANQK_TOKEN'] || undefined;
  return fixed(named && checkToken(named, 'PLANQK_TOKEN'));
}

function fixed(token: string | undefined): TokenSource {
  return { current: token, renew: async () => false };
}

async function renewable(read: () => Promise<string>): Promise<TokenSource> {
  let token = await read();
  return {
    get current() {
      return token;
    },
    async renew() {
      const before = token;
      token = await read();
      return token !== before;
    },
  };
}

async function readToken(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const details = { flag: '--token-file', value: file, reason: reasonOf(error), example: 'token.txt' };
    throw new ServiceError('FLAG_INVALID', details, { cause: error });
  });
  return checkToken(text, '--token-file', file);
}

async function printedToken(command: string): Promise<string> {
  const { stdout } = await promisify(exec)(command, { timeout: 60_000 }).catch((error: { code?: unknown }) => {
    const reason = `it ended with ${typeof error.code === 'number' ? error.code : 'a signal, or never began'}`;
    const details = { flag: '--token-command', value: command, reason, example: '"get-token --quiet"' };
    throw new ServiceError('FLAG_INVALID', details);
  });
  return checkToken(stdout, '--token-command', command);
}

const examples: Readonly<Record<string, string>> = { '--token': '"$TOKEN"', '--token-command': '"get-token --quiet"' };

/**
 * A header can only hold visible ASCII, and a token is one word (RFC 6750, 2.1).
 *
 * @param value what a message says in place of the token
 * @throws ServiceError FLAG_INVALID
 */
export function checkToken(text: string, flag: string, value = '…'): string {
  const token = text.trim().replace(/^Bearer +/i, '');
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const reason = token === '' ? 'there is no token in it' : 'a token is one word of letters, digits and signs';
  throw new ServiceError('FLAG_INVALID', { flag, value, reason, example: examples[flag] ?? 'token.txt' });
}
