import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCheck } from '../../src/check/index.ts';
import { knownFields } from '../../src/check/rules/planqk-unknown-field.ts';
import { brief, find, planqk, project, rulesWithoutSpec } from './find.ts';

const config = (changes: object) =>
  JSON.stringify({ name: 'x', runtime: 'DOCKER', resources: { cpu: 1, memory: 2 }, ...changes });
/** What is read of it as UTF-8. */
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').toString();
const silence = (...entries: object[]) => JSON.stringify({ check: { silence: entries } });

test('a clean project has no finding', async () => {
  expect(await find({})).toEqual([]);
});

/** What is changed in the clean project, and what is found then. */
const table: readonly (readonly [what: string, changes: Parameters<typeof find>[0], findings: readonly string[]])[] = [
  ['no planqk.json', { 'planqk.json': undefined }, ['error planqk-missing']],
  [
    'a planqk.json in a folder',
    { 'planqk.json': undefined, 'src/planqk.json': planqk },
    ['error planqk-missing src/planqk.json'],
  ],
  ['a misspelt planqk.json', { 'planqk.json': undefined, 'plank.json': planqk }, ['error planqk-missing plank.json']],
  ['a comma too many', { 'planqk.json': '{\n  "name": "x",\n}' }, ['error planqk-malformed planqk.json:2:14']],
  ['an empty planqk.json', { 'planqk.json': '' }, ['error planqk-malformed planqk.json:1:1']],
  ['a list as planqk.json', { 'planqk.json': '[]' }, ['error planqk-schema planqk.json:1:1']],
  [
    'a wrong runtime, and a missing field',
    { 'planqk.json': '{\n  "name": "x",\n  "runtime": "docker",\n  "resources": {\n    "cpu": 1\n  }\n}' },
    ['error planqk-schema planqk.json:3:14', 'error planqk-schema planqk.json:4:16'],
  ],
  ['an empty name', { 'planqk.json': config({ name: ' ' }) }, ['error planqk-name planqk.json:1:9']],
  [
    'a name with a blank at its end',
    { 'planqk.json': config({ name: 'x ' }) },
    ['warning planqk-name planqk.json:1:9'],
  ],
  ['another runtime', { 'planqk.json': config({ runtime: 'PYTHON' }) }, ['error planqk-runtime planqk.json:1:23']],
  [
    'resources of 0',
    { 'planqk.json': config({ resources: { cpu: 0, memory: 0, gpu: { type: 'NVIDIA_TESLA_T4', count: 0 } } }) },
    [
      'warning planqk-resources-zero planqk.json:1:51',
      'warning planqk-resources-zero planqk.json:1:62',
      'warning planqk-resources-zero planqk.json:1:104',
    ],
  ],
  [
    'odd resources',
    { 'planqk.json': config({ resources: { cpu: 0.3, memory: 1.5 } }) },
    ['warning planqk-resources-odd planqk.json:1:51', 'warning planqk-resources-odd planqk.json:1:64'],
  ],
  [
    'a misspelt field',
    { 'planqk.json': config({ descripton: 'x', licence: 'MIT' }) },
    ['warning planqk-unknown-field planqk.json:1:65'],
  ],
  [
    'settings that are no JSON',
    { 'planqk-service.json': '{"process": }' },
    ['error settings-malformed planqk-service.json:1:13'],
  ],
  [
    'settings against their schema',
    { 'planqk-service.json': '{"process": {\n  "start": []\n}}' },
    ['error settings-schema planqk-service.json:2:12'],
  ],
  [
    'a silence that names no rule',
    { 'planqk-service.json': silence({ reason: 'x' }) },
    ['error settings-schema planqk-service.json:1:22'],
  ],
  [
    'silences without a reason',
    { 'planqk-service.json': silence({ rule: 'a', reason: ' ' }, { rule: 'b' }) },
    ['error silence-reason planqk-service.json:1:22', 'error silence-reason planqk-service.json:1:48'],
  ],
  [
    'silences that nothing is found for',
    { 'planqk-service.json': silence({ rule: 'planqk-name', reason: 'r' }, { rule: 'no-rule', reason: 'r' }) },
    ['warning silence-unused planqk-service.json:1:22', 'warning silence-unused planqk-service.json:1:58'],
  ],
  ['no sample input', { 'input/data.json': undefined }, ['warning input-missing']],
  [
    'a sample input that is called otherwise',
    { 'input/data.json': undefined, 'input/Data.json': '{}' },
    ['warning input-missing input/Data.json'],
  ],
  [
    'malformed samples',
    { 'input/data.json': '{\n "a": NaN}', 'input/params.json': '' },
    ['error input-malformed input/data.json:2:7', 'error input-malformed input/params.json:1:1'],
  ],
  [
    'samples that are no objects',
    { 'input/data.json': '\n [1]', 'input/params.json': '"x"' },
    ['error input-not-object input/data.json:2:2', 'error input-not-object input/params.json:1:1'],
  ],
  [
    'what Windows PowerShell has written as UTF-16',
    {
      'input/data.json': utf16('{}'),
      'planqk.json': utf16(planqk),
      Dockerfile: utf16('FROM python:3.13\n'),
      '.dockerignore': utf16('input/\n'),
    },
    [
      'error dockerfile-syntax .dockerignore:1',
      'error dockerfile-syntax Dockerfile:1',
      'error input-malformed input/data.json:1:1',
      'error planqk-malformed planqk.json:1:1',
    ],
  ],
  ['null as a sample', { 'input/data.json': 'null' }, []],
  [
    'a sample that is too large',
    { 'input/data.json': `{"a": "${'x'.repeat(1_000_000)}"}` },
    ['warning input-too-large input/data.json'],
  ],
  [
    'samples that are too large together',
    { 'input/data.json': `{"a": "${'x'.repeat(600_000)}"}`, 'input/params.json': `{"a": "${'x'.repeat(500_000)}"}` },
    ['warning input-too-large input/data.json'],
  ],
  [
    'what is no JSON in a case',
    {
      'tests/cases/a/data.json': '{"a": NaN}',
      'tests/cases/a/expected.json': '\uFEFF{}',
      'tests/cases/b/case.json': '[',
    },
    [
      'error case-malformed tests/cases/a/data.json:1:7',
      'error case-malformed tests/cases/a/expected.json:1:1',
      'error case-malformed tests/cases/b/case.json:1:2',
    ],
  ],
  [
    'a folder that is no case',
    {
      'tests/cases/a/expectd.json': '{}',
      'tests/cases/b/expected.json': '1',
      'tests/cases/b/expected-error.json': '{}',
      'tests/cases/c/data.json': '[1]',
      'tests/cases/d/case.json': '{\n "compare": {}\n}',
      'tests/cases/e/params.json': 'null',
    },
    [
      'error case-invalid tests/cases/a',
      'error case-invalid tests/cases/a',
      'error case-invalid tests/cases/b',
      'error case-invalid tests/cases/c/data.json:1:1',
      'error case-invalid tests/cases/d/case.json:2:13',
    ],
  ],
  ['a large context', { 'model.bin': 60_000_000 }, ['warning context-large .dockerignore']],
  ['a large context that is ignored', { 'model.bin': 60_000_000, '.dockerignore': 'input/\n*.bin' }, []],
];

test.each(table)('%s is found', async (_, changes, expected) => {
  expect((await find(changes)).map(brief)).toEqual(expected);
});

test('a large context is told with what is largest', async () => {
  const [finding] = await find({ 'a/x': 30_000_000, 'a/y': 10_000_000, 'b.bin': 20_000_000, c: 600_000, d: 5 });
  expect(finding?.message).toBe('The build context has 61 MB; most of it is in a/ (40 MB), b.bin (20 MB), c (1 MB).');
});

test('a misspelt field is told with the one that was probably meant', async () => {
  const [finding] = await find({ 'planqk.json': config({ descripton: 'x' }) });
  expect([finding?.message, finding?.remedy]).toEqual([
    'The field "descripton" means nothing to the platform.',
    'Write "description" if that is what you mean.',
  ]);
});

test('the fields that are known are those of the schema', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schemas/planqk.schema.json', import.meta.url), 'utf8'));
  const { resources } = schema.properties;
  expect(knownFields).toEqual({
    '': expect.arrayContaining(Object.keys(schema.properties)),
    '/resources': Object.keys(resources.properties),
    '/resources/gpu': Object.keys(resources.properties.gpu.properties),
  });
  expect(knownFields['']).toHaveLength(Object.keys(schema.properties).length);
});

test('what is silenced with a reason is set aside, in the file that is named', async () => {
  const changes = {
    Dockerfile: 'FROM python:3.13\nENV PYTHONUNBUFFERED=1\nENTRYPOINT python x.py\n',
    'planqk-service.json': silence(
      { rule: 'dockerfile-root-user', reason: 'the driver needs it' },
      { rule: 'dockerfile-shell-form', file: 'other', reason: 'r' },
    ),
  };
  const { findings, silenced } = await runCheck(project(changes), rulesWithoutSpec);
  expect(findings.map(({ rule }) => rule)).toEqual(['dockerfile-shell-form', 'silence-unused']);
  expect(silenced).toMatchObject([{ rule: 'dockerfile-root-user', reason: 'the driver needs it' }]);
});

test('silences of rules that did not run are nobody’s business', async () => {
  const files = project({ 'planqk-service.json': silence({ rule: 'x', reason: 'r' }) });
  expect((await runCheck(files, [])).findings).toEqual([]);
});

test('findings about silences cannot be silenced', async () => {
  const entry = { rule: 'silence-unused', reason: 'r' };
  expect(await find({ 'planqk-service.json': silence(entry) })).toMatchObject([
    { rule: 'silence-unused', message: 'Findings of silence-unused cannot be silenced.' },
  ]);
});

test.each([
  ['dockerfile-root-usr', 'Write dockerfile-root-user if that is what you mean, or remove the entry.'],
  ['acme-licence', 'Name a rule by the id that its findings show, or remove the entry.'],
])('a silence of %s, which is no rule, is told with what is probably meant', async (rule, remedy) => {
  expect(await find({ 'planqk-service.json': silence({ rule, reason: 'r' }) })).toMatchObject([
    { rule: 'silence-unused', message: `A silence names the rule ${rule}, which does not exist.`, remedy },
  ]);
});

test('rules of others run beside ours, and say how severe a case is', async () => {
  const licence = {
    id: 'acme-licence',
    severity: 'warning' as const,
    about: 'There is a licence.',
    check: () => [{ message: 'a', remedy: 'b', severity: 'info' as const }],
  };
  expect(await find({}, [...rulesWithoutSpec, licence])).toEqual([
    { rule: 'acme-licence', severity: 'info', message: 'a', remedy: 'b' },
  ]);
});
