import { describe, expect, test } from 'vitest';
import { agree } from '../../src/spec/agree.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { specTemplate } from '../../src/spec/profile-template.ts';
import { agreementRules, specRules } from '../../src/spec/rules/index.ts';
import { updateSpec } from '../../src/spec/update-spec.ts';
import { reportsOf } from './files.ts';
import { json } from './json-values.ts';

const withInput = (lines: string) =>
  specTemplate({ title: 'x' }).replace('description: The problem to solve.', lines.replaceAll('\n', '\n      '));
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
const hostile = `${'a'.repeat(60)}!`;
const data = JSON.stringify({ code: hostile });
const sample = { file: 'input/data.json', schema: 'inputData', name: 'data', json: json(data) } as const;

describe.each(['^(a+)+$', '^(a|a)*$', '^(a{1,2}){1,90}$'])('the pattern %s', (pattern) => {
  const text = withInput(`properties:\n  code:\n    type: string\n    pattern: "${pattern}"`);

  test('ends a check by a finding at its line, once for all cases', async () => {
    const texts = {
      'openapi-spec.yml': text,
      'input/data.json': '{"code": "x"}',
      'tests/cases/one/data.json': data,
      'tests/cases/two/data.json': data,
    };
    const reports = (await reportsOf(agreementRules, texts)).filter(({ rule }) => rule === 'agreement-case');
    expect(reports).toMatchObject([
      {
        message: `tests/cases/one/data.json: \`data\` cannot be held against the specification: its pattern ${pattern} takes too long on it.`,
        location: { file: 'openapi-spec.yml', line: lineOf(text, 'pattern:') },
      },
    ]);
  });
});

test('an example that a pattern takes too long on is told at the pattern, in another file too', async () => {
  const other = `type: string\npattern: ^(a+)+$\nexample: ${hostile}\n`;
  const texts = { 'openapi-spec.yml': withInput('properties:\n  code: { $ref: "a.yml" }'), 'a.yml': other };
  expect((await reportsOf(specRules, texts)).filter(({ rule }) => rule === 'spec-example-invalid')).toMatchObject([
    {
      message: 'The example cannot be held against its own schema: its pattern ^(a+)+$ takes too long on it.',
      location: { file: 'a.yml', line: 2 },
    },
  ]);
});

test('an inference tells a sample that a pattern takes too long on, and ends', async () => {
  const { contradictions } = await updateSpec(withInput('properties:\n  code: { pattern: ^(a+)+$ }'), [sample]);
  expect(contradictions).toMatchObject([{ message: expect.stringContaining('its pattern ^(a+)+$ takes too long') }]);
});

describe('a pattern that repeats something', () => {
  const root = loadSpec(withInput('properties:\n  code: { pattern: "^[a-z]+(-[a-z]+)*$" }')).root ?? {};

  test.each([
    ['{"code": "a-bc-d"}', []],
    ['{"code": "a-"}', ['`data.code` is "a-", the specification says text like ^[a-z]+(-[a-z]+)*$.']],
  ])('is held against %s as ever', async (text, messages) => {
    expect((await agree(root, { ...sample, json: json(text) })).map(({ message }) => message)).toEqual(messages);
  });
});

test('a pattern that is none is as ever for others to report', async () => {
  const root = loadSpec(withInput('properties:\n  code: { pattern: "(a+" }')).root ?? {};
  expect(await agree(root, sample)).toEqual([]);
});
