/** How to reach an engine, parsed from an address as `DOCKER_HOST` writes it. */
export type Endpoint =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: TlsFiles | undefined }
  | { readonly kind: 'ssh'; readonly host: string; readonly port: number; readonly user: string | undefined };

/** Folder with ca.pem, cert.pem and key.pem. */
export interface TlsFiles {
  readonly dir: string;
}

/**
 * Parses `unix:///run/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://host:2375`, `http(s)://…`, `ssh://user@host`.
 *
 * @param tlsDir folder with the client certificates; makes `tcp` secure
 * @throws Error with a sentence for the user when the address cannot be understood
 */
export function parseEndpoint(address: string, tlsDir?: string): Endpoint {
  const scheme = /^([a-z]+):\/\//.exec(address)?.[1];
  if (scheme === 'unix' || scheme === 'npipe') {
    const path = address.slice(`${scheme}://`.length);
    if (path === '') throw new Error(`${address} names no socket`);
    return { kind: 'socket', path };
  }
  const url = URL.parse(scheme === undefined ? `tcp://${address}` : address);
  if (url === null || url.hostname === '')
    throw new Error(`${address} is no address such as unix:///var/run/docker.sock`);
  const port = Number(url.port);
  // A URL writes IPv6 addresses in brackets, a socket does not.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  switch (url.protocol) {
    case 'ssh:':
      return { kind: 'ssh', host, port: port || 22, user: url.username || undefined };
    case 'https:':
      return { kind: 'tcp', host, port: port || 2376, tls: { dir: tlsDir ?? '' } };
    case 'tcp:':
    case 'http:':
      return {
        kind: 'tcp',
        host,
        port: port || (tlsDir === undefined ? 2375 : 2376),
        tls: tlsDir === undefined ? undefined : { dir: tlsDir },
      };
    default:
      throw new Error(`${url.protocol}// is not supported; use unix, npipe, tcp, https or ssh`);
  }
}
