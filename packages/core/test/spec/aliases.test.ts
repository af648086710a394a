import { describe, expect, test } from 'vitest';
import { bundleSpec } from '../../src/spec/bundle-spec.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { specTemplate } from '../../src/spec/profile-template.ts';
import { agreementRules, specRules } from '../../src/spec/rules/index.ts';
import { takeInFiles } from '../../src/spec/take-in-files.ts';
import { updateSpec } from '../../src/spec/update-spec.ts';
import { filesOf, reportsOf } from './files.ts';
import { json } from './json-values.ts';

/** Each layer repeats the one before ten times. */
const laughs = Array.from({ length: 30 }, (_, layer) => {
  const inside = layer === 0 ? '1' : `*l${layer - 1}`;
  return `x-l${layer}: &l${layer} [${Array(10).fill(inside).join(', ')}]\n`;
}).join('');
const hostile = [
  ['contains itself', 'a: &x\n  b: *x\n', 'The alias *x contains itself.', 2],
  ['contains itself in a list', 'a: &x\n  - b:\n    - *x\n', 'The alias *x contains itself.', 3],
  ['contains one that contains it', 'a: &x\n  b: &y\n    c: *x\n  d: *y\n', 'The alias *x contains itself.', 3],
  ['names nothing', 'a: 1\nb: *x\n', 'The alias *x names no anchor before it.', 2],
  ['names what comes later', 'b: *x\na: &x 1\n', 'The alias *x names no anchor before it.', 1],
  ['is repeated a billion times', laughs, 'With the alias *l3, aliases repeat more than 100,000 values.', 5],
] as const;

describe.each(hostile)('a specification with an alias that %s', (_, yaml, message, line) => {
  const text = `${yaml}${specTemplate({ title: 'x' })}`;

  test('is told in one sentence, with the line, whoever checks', async () => {
    const texts = { 'openapi-spec.yml': text, 'input/data.json': '{}' };
    expect(await reportsOf([...specRules, ...agreementRules], texts)).toMatchObject([
      { rule: 'spec-syntax', message: expect.stringContaining(message), location: { line } },
    ]);
  });

  test('is told by an inference, which changes nothing', async () => {
    const sample = { file: 'input/data.json', schema: 'inputData', name: 'data', json: json('{}') } as const;
    await expect(updateSpec(text, [sample])).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`line ${line}, column`),
    });
  });

  test('is told where another file has it that is referred to', async () => {
    const main = specTemplate({ title: 'x' }).replace('type: object', '$ref: "a.yml#/a"');
    const files = { 'openapi-spec.yml': main, 'a.yml': yaml };
    const reports = (await reportsOf(specRules, files)).filter(({ rule }) => rule === 'spec-reference-broken');
    expect(reports).toMatchObject([
      { message: expect.stringContaining(`a.yml cannot be read: ${message.slice(0, -1)} (line ${line})`) },
    ]);
    const read = (path: string) => filesOf(files).text(path);
    await expect(bundleSpec(loadSpec(main), read)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(`a\\.yml[^]*line ${line}:`),
    });
    expect(JSON.stringify(await takeInFiles(loadSpec(main), read))).toContain('"a.yml#/a"');
  });
});

test('aliases may repeat a schema some hundred times', () => {
  const uses = Array.from({ length: 500 }, (_, index) => `  p${index}: *x\n`).join('');
  const { problems, root } = loadSpec(`a: &x { type: string }\nb:\n${uses}`);
  expect(problems).toEqual([]);
  expect(root?.['b']).toHaveProperty('p499', { type: 'string' });
});
