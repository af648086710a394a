// Copies Swagger UI into dist/docs: only what the page needs. Its npm package would bring an install script along that
// reports to others.
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = fileURLToPath(new URL('../dist/docs/', import.meta.url));
const source = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const own = fileURLToPath(new URL('../docs-page/', import.meta.url));

mkdirSync(target, { recursive: true });
for (const name of [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'favicon-32x32.png',
]) {
  copyFileSync(join(source, name), join(target, name));
}
for (const name of ['LICENSE', 'NOTICE']) copyFileSync(join(source, name), join(target, `swagger-ui.${name}.txt`));
for (const name of ['index.html', 'start.js', 'start.css']) copyFileSync(join(own, name), join(target, name));
