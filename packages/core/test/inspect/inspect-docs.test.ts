import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type InspectionCode, inspectionCodes } from '../../src/inspect/index.ts';
import { found } from './inspect-text.ts';

const codes = Object.keys(inspectionCodes) as InspectionCode[];
const docs = readFileSync(new URL('../../../../docs/inspect.md', import.meta.url), 'utf8');
const sections = new Map(
  docs
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);

describe('docs/inspect.md', () => {
  test('has a section for every code, and none besides', () => {
    expect([...sections.keys()]).toEqual(codes);
  });

  test('has a table of every code, and none besides', () => {
    const rows = [...docs.matchAll(/^\| \[(\w+)\]\(#(\w+)\) +\| (\w+) +\| (.+?) +\|$/gm)];
    expect(rows.map(([, code, anchor, severity, about]) => ({ code, anchor, severity, about }))).toEqual(
      codes.map((code) => {
        const { severity, about } = inspectionCodes[code];
        return { code, anchor: code.toLowerCase(), severity, about };
      }),
    );
  });

  test.each(codes)('says of %s how much it matters, what it means and what to do', (code) => {
    const { severity, about, remedy } = inspectionCodes[code];
    const section = sections.get(code) ?? '';
    expect(section).toContain(`\nSeverity: ${severity}\n\n${about} `);
    expect(section).toContain(`\nWhat to do: ${remedy}\n`);
  });

  const examples = [...sections].flatMap(([code, section]) => {
    const example = /^```text\n(.*?)^```$/ms.exec(section)?.[1];
    return example === undefined ? [] : [[code, example] as const];
  });
  test.each(examples)('shows an output that has %s', (code, example) => {
    expect(found(example).map((finding) => finding.replace(/^\S+ /, ''))).toContain(code);
  });
});

test.each(codes)('what is said of %s are sentences', (code) => {
  const { about, remedy } = inspectionCodes[code];
  for (const text of [about, remedy]) expect(text).toMatch(/^[A-Z].*\.$/);
});
