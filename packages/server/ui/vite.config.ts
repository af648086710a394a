import { defineConfig, type Plugin } from 'vite';
import { licenseTexts } from '../../../scripts/lib/licenses.ts';

/** The licences of what is bundled travel with it. */
function licenses(): Plugin {
  return {
    name: 'licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
      this.emitFile({ type: 'asset', fileName: 'THIRD_PARTY_LICENSES.txt', source: licenseTexts(modules) });
    },
  };
}

export default defineConfig({
  // Where the server shows the page.
  base: '/ui/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    // Everything as a file of its own: the page's security policy allows neither inline code nor data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  plugins: [licenses()],
});
