import { readdirSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { licenseTexts } from '../../scripts/lib/licenses.ts';

const commands = readdirSync(new URL('src/commands', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'));

/** Parts of dockerode that most command lines never need, but that it loads first: gRPC (for builds) and SSH. */
const deferred: Record<string, string> = {
  './session': './session.js',
  './ssh': 'docker-modem/lib/ssh.js',
};

export default defineConfig({
  input: {
    main: 'src/main.ts',
    ...Object.fromEntries(commands.map((name) => [`commands/${name.slice(0, -3)}`, `src/commands/${name}`])),
  },
  platform: 'node',
  // Brings pages along, and is loaded by the commands that serve only.
  external: ['@planqk-service/server'],
  // jsonc-parser's `main` is UMD, which hides from a bundler what it requires; its ES modules are beside it.
  resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
  // The oldest Node of "engines": it knows no `await using`.
  transform: { target: 'node22.22' },
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: true,
  },
  plugins: [
    {
      name: 'licenses',
      generateBundle(_options, bundle) {
        const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
        this.emitFile({ type: 'asset', fileName: 'THIRD_PARTY_LICENSES.txt', source: licenseTexts(modules) });
      },
    },
    {
      name: 'defer',
      resolveId: {
        filter: { id: /^\.\/(session|ssh)$/ },
        handler: (id, importer) =>
          /docker(ode|-modem)\/lib\//.test(importer ?? '') ? `\0defer:${deferred[id]}` : undefined,
      },
      load: {
        filter: { id: /^\0defer:/ },
        handler: (id) => `const { createRequire } = require('node:module');
const dockerode = createRequire(import.meta.url).resolve('dockerode');
module.exports = (...args) => createRequire(dockerode)(${JSON.stringify(id.slice('\0defer:'.length))})(...args);`,
      },
    },
  ],
});
