import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { licenseTexts } from '../../../scripts/lib/licenses.ts';

// One file that starts fast; what asks questions is a second one, loaded only when there is something to ask.
const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');

const bundle = await rolldown({
  input: { bin: join(root, 'src/bin.ts') },
  platform: 'node',
  // What fetches foreign starters stays with its package: nobody waits for it who does not ask for one.
  external: ['@planqk-service/starter-kit/remote'],
});
rmSync(dist, { recursive: true, force: true });
const { output } = await bundle.write({
  dir: dist,
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
  minify: true,
});
writeFileSync(join(dist, 'THIRD_PARTY_LICENSES.txt'), licenseTexts(output.flatMap((chunk) => chunk.moduleIds ?? [])));
