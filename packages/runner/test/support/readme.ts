import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The `ts` examples of the README, as JavaScript that imports the sources. */
export const examples = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) =>
  stripTypeScriptTypes(code)
    .replace("'@planqk-service/runner'", JSON.stringify(new URL('../../src/index.ts', import.meta.url).href))
    .replace(
      "'@planqk-service/runner/testing'",
      JSON.stringify(new URL('../../src/testing/index.ts', import.meta.url).href),
    ),
);
