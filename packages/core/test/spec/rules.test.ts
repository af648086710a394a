import { describe, expect, test } from 'vitest';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { specTemplate } from '../../src/spec/profile-template.ts';
import { specRules } from '../../src/spec/rules/index.ts';
import { reportsOf } from './files.ts';

const template = specTemplate({ title: 'GHZ' });
const about = async (rule: string, text: string, more: Record<string, string> = {}) =>
  (await reportsOf(specRules, { 'openapi-spec.yml': text, ...more })).filter((report) => report.rule === rule);
/** The template with `inputData` written as `yaml` has it. */
const withInput = (yaml: string) =>
  template.replace('      description: The problem to solve.', yaml.replaceAll(/^/gm, '      '));

describe('a specification', () => {
  test('that is missing is worth a warning', async () => {
    expect(await reportsOf(specRules, {})).toMatchObject([{ rule: 'spec-missing' }]);
  });

  test.each(['openapi-spec.yaml', 'OpenAPI-Spec.yml', 'openapi.json', 'docs/openapi.yml', 'api-spec.yaml'])(
    'that is called %s is told to be in the wrong place',
    async (file) => {
      expect(await reportsOf(specRules, { [file]: template })).toMatchObject([
        {
          rule: 'spec-missing',
          message: `There is no openapi-spec.yml, only ${file}; the platform does not look there.`,
          location: { file },
        },
      ]);
    },
  );

  test.each([
    ['a: [1', 1],
    ['', 1],
    ['- 1', 1],
    ['a: 1\na: 2\n', 2],
    ['a: *nowhere', 1],
  ])('that is no YAML mapping is reported with its line: %j', async (text, line) => {
    const reports = await about('spec-syntax', text);
    expect(reports[0]?.location).toMatchObject({ file: 'openapi-spec.yml', line });
  });

  test('in UTF-16 is named as such', async () => {
    const reports = await about('spec-syntax', Buffer.from(`\uFEFF${template}`, 'utf16le').toString());
    expect(reports).toMatchObject([
      { message: 'openapi-spec.yml cannot be read: It looks like UTF-16; it has to be UTF-8.', location: { line: 1 } },
    ]);
  });

  test('that lacks a field is reported with the place of what lacks it', async () => {
    const reports = await about(
      'spec-not-openapi',
      template.replace('          description: The service answers\n', ''),
    );
    expect(reports).toMatchObject([{ message: '`paths./.get.responses.200` lacks the field `description`.' }]);
    expect(reports[0]?.location?.line).toBeGreaterThan(10);
  });

  test('with an unknown field names it', async () => {
    const [report] = await about('spec-not-openapi', withInput('typ: string'));
    expect(report?.message).toBe('`components.schemas.inputData` has a field `typ` that OpenAPI 3.0 does not know.');
  });

  test.each([
    ['type: [string, "null"]', 'Write type: string and nullable: true.'],
    ['type: "null"', 'nullable: true'],
    ['$schema: x', 'Leave it out'],
    ['const: 1', 'enum'],
    ['examples: [1]', 'example'],
    ['exclusiveMinimum: 3', 'minimum: 3 and exclusiveMinimum: true'],
    ['prefixItems: []', 'items'],
    ['$defs: {}', 'components.schemas'],
  ])('with %s is told to be OpenAPI 3.1, and what 3.0 writes', async (yaml, remedy) => {
    const text = template.replace('    inputData:\n      type: object\n', `    inputData:\n      ${yaml}\n`);
    const [report] = await about('spec-openapi-31', text);
    expect(report?.remedy).toContain(remedy);
    expect(report?.location?.line).toBe(text.split('\n').findIndex((line) => line.includes(yaml)) + 1);
    expect(await about('spec-not-openapi', text)).toEqual([]);
  });

  test('of version 3.1 with webhooks is told so once', async () => {
    const text = `${template.replace('openapi: 3.0.3', 'openapi: 3.1.0')}webhooks: {}\n`;
    expect(await about('spec-openapi-31', text)).toHaveLength(2);
    expect(await about('spec-not-openapi', text)).toEqual([]);
  });

  test('in JSON is read as well', async () => {
    const root = JSON.stringify(loadSpec(template).root);
    const rules = (await reportsOf(specRules, { 'openapi-spec.yml': root })).map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set(['spec-schema-empty']));
  });
});

describe('a schema', () => {
  test('that is left empty is reported unless it is said to be empty', async () => {
    expect(await about('spec-schema-empty', template)).toHaveLength(4);
    expect(await about('spec-schema-empty', withInput('additionalProperties: false'))).toHaveLength(3);
  });

  test.each([
    ['#/components/schemas/nobody', 'there is no such place'],
    ['nobody', 'there is no file nobody'],
    ['../x.yml#/a', 'outside of the project'],
    ['#job', 'begin with'],
  ])('with the reference %s leads nowhere', async (target, reason) => {
    const reports = await about('spec-reference-broken', withInput(`properties:\n  a:\n    $ref: "${target}"`));
    expect(reports).toHaveLength(1);
    expect(reports[0]?.message).toContain(reason);
  });

  test('may refer to a file, to itself, or hold the text $ref as a value', async () => {
    const yaml = `properties:\n  a: { $ref: "schemas/a.yml#/x" }\n  b: { $ref: "#/components/schemas/inputData" }\n  $ref: { type: string }\nexample: { $ref: nowhere }`;
    expect(await about('spec-reference-broken', withInput(yaml), { 'schemas/a.yml': 'x: 1' })).toEqual([]);
  });
});
