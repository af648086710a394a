import { type ContractProfile, profileV1, ServiceError } from '@planqk-service/core';

/** One call of the Service API by its name in the profile. */
export type Operation = keyof ContractProfile['endpoints'];

/** Where `planqk-service serve` listens unless told otherwise. */
export const defaultBase = `http://127.0.0.1:${profileV1.defaultPort}`;

/**
 * The base of a Service API, such as `https://gateway.example/service/v1`; its path stays in front of every call.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseBase(text: string): URL {
  const invalid = (reason: string) =>
    new ServiceError('FLAG_INVALID', { flag: '--url', value: text, reason, example: defaultBase });
  // Without a scheme, "localhost:8081" would be an address of the scheme "localhost".
  if (!/^https?:\/\//i.test(text)) throw invalid('it has to begin with http:// or https://');
  if (!URL.canParse(text)) throw invalid('that is no address');
  const base = new URL(text);
  if (base.username !== '' || base.password !== '') {
    base.username = base.password = '';
    // The value may hold a password, so it is not repeated.
    const reason = 'it holds a name or password; a token is passed with --token-file or PLANQK_TOKEN';
    throw new ServiceError('FLAG_INVALID', { flag: '--url', value: base.href, reason, example: defaultBase });
  }
  if (base.search !== '' || base.hash !== '') throw invalid('a base ends before "?" and "#"');
  return base;
}

/** The base as a person writes it: without a slash at the end. */
export function showBase(base: URL): string {
  return base.href.replace(/\/+$/, '');
}

/**
 * An id that can be a segment of a path: dots alone would lead out of the base, however they are encoded.
 *
 * @throws ServiceError FLAG_INVALID
 */
export function parseJobId(text: string): string {
  if (!/^(?:\.{0,2}|\s+)$/.test(text)) return text;
  const example = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  throw new ServiceError('FLAG_INVALID', { flag: 'ID', value: text, reason: 'that is no id of a job', example });
}

/** The address of one call; an id is always one segment of the path, whatever it holds. */
export function callAddress(
  base: URL,
  path: string,
  { id = '', query = {} }: { id?: string | undefined; query?: Readonly<Record<string, string>> | undefined } = {},
): URL {
  const address = new URL(base);
  address.pathname = base.pathname.replace(/\/+$/, '') + path.replace('{id}', encodeURIComponent(id));
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address;
}

/**
 * Where a redirect may be followed to: only within the same scheme, host and port, because the token and the input
 * must not go to somebody who was not named; and a POST only by 307 and 308, which repeat it as it was.
 */
export function redirectTarget(from: URL, method: string, status: number, location: string | null): URL | undefined {
  if (location === null || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  const repeatsAsItWas = status === 307 || status === 308;
  return target.origin === from.origin && (method === 'GET' || repeatsAsItWas) ? target : undefined;
}

/** Whether what is sent to `base` never leaves this machine, or is encrypted. */
export function isPrivate(base: URL): boolean {
  return base.protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(base.hostname);
}
