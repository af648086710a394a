import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bundleProblems } from '../src/index.ts';

test('docs/bundle.md explains every refusal, and no others', async () => {
  const text = await readFile(new URL('../../../docs/bundle.md', import.meta.url), 'utf8');
  const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(Object.keys(bundleProblems));
});
