import { ServiceError } from '@planqk-service/core';

/**
 * Origins as browsers send them: scheme, host and port, and nothing behind.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseOrigins(flag: string, texts: readonly string[]): readonly string[] {
  return texts.map((text) => {
    const origin = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).origin : undefined;
    if (text === origin) return origin;
    const reason = text === '*' ? 'each origin has to be named' : 'that is no origin as browsers send it';
    throw new ServiceError('FLAG_INVALID', { flag, value: text, reason, example: origin ?? 'http://localhost:3000' });
  });
}

/**
 * Names as they stand in a Host header, without a port.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseHostNames(flag: string, texts: readonly string[]): readonly string[] {
  return texts.map((text) => {
    if (/^(?:[\w.-]+|\[[\da-f:.]+\])$/i.test(text)) return text;
    const reason = 'that is no name of a host; a scheme, a port or a path does not belong to it';
    throw new ServiceError('FLAG_INVALID', { flag, value: text, reason, example: 'host.docker.internal' });
  });
}

/**
 * An address to listen on.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseListenHost(flag: string, text: string): string {
  if (/^[\w.:-]+$/.test(text)) return text;
  const reason = text === '' ? 'it is empty' : 'that is neither an address nor a name of a host';
  throw new ServiceError('FLAG_INVALID', { flag, value: text, reason, example: '127.0.0.1' });
}
