import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { staticFiles } from './static-files.ts';

/** Everything that a page may load comes from this server, and nothing of it stands in the page itself. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];
/** Swagger UI writes styles and pictures into its page. */
const looks = {
  ui: ["style-src 'self'", "img-src 'self'"],
  docs: ["style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:"],
};

/** The page at `/ui` and Swagger UI at `/docs`, both from files of this package. */
export function pageRoutes(app: FastifyInstance): void {
  for (const name of ['ui', 'docs'] as const) {
    const headers = { 'content-security-policy': [...pagePolicy, ...looks[name]].join('; ') };
    staticFiles(app, name, fileURLToPath(new URL(`../../dist/${name}`, import.meta.url)), headers);
  }
}
