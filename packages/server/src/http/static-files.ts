import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { HttpError } from './http-errors.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
/** Names that a build makes of the content never mean something else. */
const hashed = /[-.][\w-]{8,}\.\w+$/;

/**
 * Serves the files that are in `folder` now, under `/{name}`; `/{name}` itself is its index.html. Only names that were
 * found there are known, so that no path leads out of the folder.
 *
 * @param headers of every answer
 */
export function staticFiles(
  app: FastifyInstance,
  name: string,
  folder: string,
  headers: Readonly<Record<string, string>>,
): void {
  const files = existsSync(folder) ? listFiles(folder) : new Map<string, string>();
  app.get(`/${name}`, async (request, reply) => {
    // Relative addresses in the page need the slash behind its own.
    if (!request.url.split('?', 1)[0]?.endsWith('/')) return reply.redirect(`/${name}/`, 308);
    return send('index.html');

    async function send(path: string) {
      return answer(reply, path);
    }
  });
  app.get(`/${name}/*`, async (request, reply) => answer(reply, (request.params as { '*': string })['*']));

  async function answer(reply: import('fastify').FastifyReply, path: string): Promise<unknown> {
    const file = files.get(path === '' ? 'index.html' : path);
    if (file === undefined) throw new HttpError('NOT_FOUND', { path: `/${name}/${path}` });
    reply.headers({
      ...headers,
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': String(statSync(file).size),
      'cache-control': hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    return reply.send(createReadStream(file));
  }
}

function listFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1).replaceAll(sep, '/'), path];
    }),
  );
}
