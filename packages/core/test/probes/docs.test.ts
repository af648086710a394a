import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allProbes, probeReference } from '../../src/probes/index.ts';

const docs = readFileSync(new URL('../../../../docs/probes-of-a-service.md', import.meta.url), 'utf8');
const sections = new Map(
  docs
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.replaceAll(/\s+/g, ' ')] as const),
);

test('docs/probes-of-a-service.md has a section for every probe, and none besides, in the order of the probes', () => {
  expect([...sections.keys()]).toEqual(allProbes.map(({ id }) => id));
});

describe.each([...allProbes])(
  'the section of $id',
  ({ id, title, why, severity, source, isBeyondContract, isOptional }) => {
    const section = sections.get(id) ?? '';

    test('says what the probe says', () => {
      expect(section).toContain(`${title} `);
      expect(section.toLowerCase()).toContain(`- why: ${why.toLowerCase().slice(0, -1)}`);
    });

    test('tells its severity, where the rule comes from, and whether it is beyond the contract', () => {
      expect(/- Severity: (\w+)\./.exec(section)?.[1]).toBe(severity);
      expect(/- Source: (.+?)\. -/.exec(section)?.[1]).toBe(
        `${source}${isBeyondContract ? ', beyond the contract' : ''}`,
      );
      expect(section.includes('Only asked with')).toBe(isOptional === true);
    });

    test('tells what is asked and what to do', () => {
      expect(section).toMatch(/- Asks: .+\. - Why: .+\. - What to do: .+\. ?$/);
    });

    test('is where the findings lead to', () => {
      expect(probeReference(id)).toBe(`docs/probes-of-a-service.md#${id}`);
    });
  },
);

test('probes have ids of their own, in kebab-case, and say things in one sentence', () => {
  const ids = allProbes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, title, why } of allProbes) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [title, why]) expect(text).toMatch(/^[A-Z].+\.$/);
  }
});
