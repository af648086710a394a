import { ServiceError } from '@planqk-service/core/runtime';

/** What sockets and DNS answer when there is nobody at the other end, or no longer. */
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'EACCES',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** ENGINE_LOST for a broken connection; anything else, such as a bug of ours, is handed back as it is. */
export function asLostConnection(doing: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || !connectionCodes.has(code)) return error;
  return new ServiceError('ENGINE_LOST', { doing, reason: `${message} (${code})` }, { cause: error });
}
