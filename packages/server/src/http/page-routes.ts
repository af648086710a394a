import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { staticFiles } from './static-files.ts';

/** Everything that a page may load comes from this server, and nothing of it stands in the page itself. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page at `/ui` and Swagger UI at `/docs`, both from files of this package. */
export function pageRoutes(app: FastifyInstance): void {
  const headers = { 'content-security-policy': pagePolicy };
  for (const name of ['ui', 'docs']) {
    staticFiles(app, name, fileURLToPath(new URL(`../../dist/${name}`, import.meta.url)), headers);
  }
}
