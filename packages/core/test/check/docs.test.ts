import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allRules, ruleReference } from '../../src/check/index.ts';

const docs = readFileSync(new URL('../../../../docs/checks.md', import.meta.url), 'utf8');
const sections = new Map(
  docs
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.replace(/^# .*/ms, '')] as const),
);

test('docs/checks.md has a section for every rule, and none besides', () => {
  expect([...sections.keys()].toSorted()).toEqual(allRules.map(({ id }) => id).toSorted());
});

describe.each([...allRules])('the section of $id', ({ id, severity, fix }) => {
  const section = sections.get(id) ?? '';

  test('tells its severity, what is wrong and what to do', () => {
    expect(/^Severity: (\w+)$/m.exec(section)?.[1]).toBe(severity);
    expect(section).toMatch(/^\n?Severity: \w+\n\n[A-Z`].+\.$/m);
    expect(section).toMatch(/^- What to do: .+\.$/m);
  });

  test('says whether --fix mends it', () => {
    expect(/^- `--fix` .+\.$/m.test(section)).toBe(fix !== undefined);
  });

  test('is where the findings lead to', () => {
    expect(ruleReference(id)).toBe(`docs/checks.md#${id}`);
  });
});

describe('the rules', () => {
  test('have ids of their own, in kebab-case', () => {
    const ids = allRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
  });

  test.each([...allRules])('$id says in one sentence what it asks for', ({ about }) => {
    expect(about).toMatch(/^[A-Za-z].+\.$/);
  });
});
