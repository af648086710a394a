import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesWithoutSpec } from './find.ts';

const tables = ['rules.project.test.ts', 'rules.dockerfile.test.ts'].map((name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8'),
);

test.each(rulesWithoutSpec.map(({ id }) => id))('%s has a project that it finds something in', (id) => {
  expect(tables.join('')).toMatch(new RegExp(`['\`](error|warning|info) ${id}[ '\`]`));
});
