import { readdirSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { licenseTexts } from '../../scripts/lib/licenses.ts';
import { lazyOclif, standInsForModules } from './scripts/start-up.ts';

const commands = readdirSync(new URL('src/commands', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'));

export default defineConfig({
  input: {
    start: 'src/start.ts',
    'secret-thread': '../bundle/dist/secret-thread.js',
    ...Object.fromEntries(commands.map((name) => [`commands/${name.slice(0, -3)}`, `src/commands/${name}`])),
  },
  platform: 'node',
  // The one brings pages along, the other starters and what fetches them; loaded by the commands that need them only.
  external: ['@planqk-service/server', /^@planqk-service\/starter-kit(\/|$)/],
  // jsonc-parser's `main` is UMD, which hides from a bundler what it requires; its ES modules are beside it.
  resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
  // The oldest Node of "engines": it knows no `await using`.
  transform: { target: 'node22.22' },
  output: {
    dir: 'dist',
    cleanDir: true,
    // Loads faster than ES modules: those load all of a built-in module that they import anything from.
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    minify: true,
    // Each file costs half a millisecond: what most command lines need is one, a run's engine and what it needs two more.
    codeSplitting: {
      groups: [
        {
          name: 'base',
          test: /@oclif[\\/]core[\\/]|core[\\/]dist[\\/](?:contract|errors|project|report)[\\/]|cli[\\/]src[\\/](?:base-command|engine-flags|world|input|render[\\/](?:style|units|report-error|execution-view))/,
          priority: 1,
        },
        {
          name: 'runner',
          test: /runner[\\/]dist[\\/](?:index|runner|create-runner|build|engine|run)[\\/.]/,
          priority: 1,
        },
        {
          name: 'docker',
          test: /runner[\\/]dist[\\/]docker[\\/](?!docker-build|build)|docker(?:ode|-modem)[\\/]lib[\\/]/,
        },
      ],
    },
  },
  plugins: [
    {
      name: 'licenses',
      generateBundle(_options, bundle) {
        const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
        this.emitFile({ type: 'asset', fileName: 'THIRD_PARTY_LICENSES.txt', source: licenseTexts(modules) });
      },
    },
    lazyOclif,
    standInsForModules,
  ],
});
