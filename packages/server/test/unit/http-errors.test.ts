import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { httpErrors } from '../../src/index.ts';

const docs = readFileSync(new URL('../../../../docs/serve.md', import.meta.url), 'utf8');

test('docs/serve.md explains every code that a request can be refused with, and no other', () => {
  const told = [...docs.matchAll(/^\| `([A-Z_]+)` +\| (\d{3}) +\|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(told).toEqual(Object.entries(httpErrors).map(([code, [status]]) => [code, status]));
});
