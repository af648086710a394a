import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { starterProblems } from '../src/index.ts';
import { hostile } from './support/hostile.ts';

test('docs/errors.md lists every code of a problem, and no others', () => {
  const docs = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const section = /^## STARTER_INVALID\n([\s\S]*?)^## /m.exec(docs)?.[1] ?? '';
  const listed = [...section.matchAll(/^\| `([a-z-]+)` +\| .+ \|$/gm)].map(([, code]) => code);
  expect(listed).toEqual(Object.keys(starterProblems));
});

test('every code that an archive can have has a hostile starter', () => {
  const tried = new Set(hostile.map(({ problem }) => problem));
  // Those are found in folders, and in starters that are merely unfinished.
  const harmless = ['description-missing', 'template-missing', 'template-empty'];
  expect(Object.keys(starterProblems).filter((code) => !tried.has(code as never))).toEqual(harmless);
});
