import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What is published: archives by version. */
export type Published = Readonly<Record<string, Readonly<Record<string, Buffer>>>>;

export interface Registry {
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
}

interface RegistryOptions {
  /** Whoever does not bring it is turned away. */
  readonly token?: string;
  /** What it answers to everything, in place of packages. */
  readonly status?: number;
  /** What it says of every archive. */
  readonly integrity?: string;
}

/** A registry on loopback for one test. */
export async function startRegistry(
  published: Published,
  { token, status, integrity }: RegistryOptions = {},
): Promise<Registry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push(path);
    const answer = (status: number, body: string | Buffer) => response.writeHead(status).end(body);
    if (status !== undefined) return answer(status, '{}');
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) return answer(401, '{}');
    const [, name = '', version] = /^\/(.+?)(?:\/-\/(.+)\.tgz)?$/.exec(path) ?? [];
    const versions = published[name];
    if (versions === undefined) return answer(404, '{}');
    if (version !== undefined) return answer(200, versions[version] ?? '');
    const url = `http://${request.headers.host}`;
    const entries = Object.keys(versions).map((v) => [
      v,
      { name, version: v, dist: { tarball: `${url}/${name}/-/${v}.tgz`, integrity } },
    ]);
    const latest = Object.keys(versions).at(-1);
    return answer(200, JSON.stringify({ name, 'dist-tags': { latest }, versions: Object.fromEntries(entries) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}
