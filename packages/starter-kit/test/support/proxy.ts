import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Proxy {
  readonly url: string;
  /** What was asked for through it: a method and an address, in order. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/**
 * An HTTP proxy on loopback that knows one host, whatever its name, and lets nobody through to TLS.
 *
 * @param target the server behind it; undefined where nothing is to be answered
 */
export async function startProxy(target?: string): Promise<Proxy> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url ?? '');
    const { hostname, port } = new URL(target ?? '');
    // The name of the host as it was asked for, so that the registry's answers lead through the proxy, too.
    const onward = httpRequest({ hostname, port, path: pathname, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
