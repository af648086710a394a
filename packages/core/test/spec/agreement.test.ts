import { describe, expect, test } from 'vitest';
import { specTemplate } from '../../src/spec/profile-template.ts';
import { agreementRules, specRules } from '../../src/spec/rules/index.ts';
import { collectSamples } from '../../src/spec/samples.ts';
import { updateSpec } from '../../src/spec/update-spec.ts';
import { filesOf, reportsOf, starterText } from './files.ts';
import { json } from './json-values.ts';

const spec = specTemplate({ title: 'x' }).replace(
  '      description: The problem to solve.\n',
  `      required: [graph]
      properties:
        graph:
          type: object
          properties:
            edges:
              type: array
              items:
                type: object
                properties:
                  weight: { type: number, nullable: true, maximum: 100 }
        count: { type: integer, minimum: 1, exclusiveMinimum: true }
        mode: { enum: [fast, exact] }
        either: { oneOf: [{ type: string }, { type: integer }] }
        code: { type: string, pattern: "^OPENQASM" }
`,
);
const messages = async (data: string) =>
  (await reportsOf(agreementRules, { 'openapi-spec.yml': spec, 'input/data.json': data })).map(
    ({ message }) => message,
  );

describe('the sample input', () => {
  test.each([
    [
      '{"graph":{"edges":[{},{},{},{"weight":"1"}]}}',
      '`data.graph.edges[3].weight` is a string, the specification says number or null.',
    ],
    ['{"graph":{},"count":2.5}', '`data.count` is 2.5, the specification says integer.'],
    ['{"graph":{},"count":1}', '`data.count` is 1, the specification says more than 1.'],
    ['{}', '`data` lacks `graph`, which the specification requires.'],
    ['{"graph":{},"mode":"slow"}', '`data.mode` is "slow", the specification says one of ["fast","exact"].'],
    [
      '{"graph":{},"either":true}',
      '`data.either` is true, the specification says something else: none of its alternatives fits.',
    ],
    ['{"graph":{},"code":"x\\ny"}', '`data.code` is "x\\ny", the specification says text like ^OPENQASM.'],
    [
      '{"graph":{"edges":[{"weight":9007199254740993}]}}',
      '`data.graph.edges[0].weight` is 9007199254740993, the specification says at most 100.',
    ],
    ['[]', '`data` is an array, the specification says object.'],
  ])('%s: %s', async (data, message) => {
    expect(await messages(data)).toEqual([message]);
  });

  test.each(['{"graph":{"edges":[{"weight":null}]}}', '{"graph":{},"count":1e400}', 'null', '{'])(
    '%s is fine, or for others to report',
    async (data) => {
      expect(await messages(data)).toEqual([]);
    },
  );

  test('that is wrong in 50,000 places is told by the first of them, in no more time than they take', async () => {
    const items = spec.replace(
      'either: { oneOf:',
      'all: { type: array, items: { oneOf: [{ type: string }, { type: integer }] } }\n        either: { oneOf:',
    );
    const data = `{"graph":{},"all":[${'true,'.repeat(49_999)}1]}`;
    const texts = { 'openapi-spec.yml': items, 'input/data.json': data };
    const told = (await reportsOf(agreementRules, texts)).map(({ message }) => message.split(',')[0]);
    expect(told).toEqual(Array.from({ length: 20 }, (_, index) => `\`data.all[${index}]\` is true`));
  });

  test('is told by each value that no alternative fits, also where one path begins like the other', async () => {
    const twice = spec.replace('either: { oneOf:', '"eithe": { oneOf: [{ type: string }] }\n        either: { oneOf:');
    const texts = { 'openapi-spec.yml': twice, 'input/data.json': '{"graph":{},"eithe":true,"either":true}' };
    expect((await reportsOf(agreementRules, texts)).map(({ message }) => message.split(',')[0])).toEqual([
      '`data.eithe` is true',
      '`data.either` is true',
    ]);
  });

  test('is reported with its line, and where the specification says so', async () => {
    const texts = { 'openapi-spec.yml': spec, 'input/data.json': '{\n  "graph": {},\n  "count": "a"\n}' };
    const [report] = await reportsOf(agreementRules, texts);
    expect(report).toMatchObject({
      rule: 'agreement-input',
      location: { file: 'input/data.json', line: 3, column: 12 },
    });
    expect(report?.remedy).toMatch(/inputData in openapi-spec\.yml \(line \d+\)/);
  });

  test.each(['python', 'go', 'rust'])('of the %s starter agrees', async (starter) => {
    const texts = {
      'openapi-spec.yml': starterText(starter, 'openapi-spec.yml.hbs'),
      'input/data.json': starterText(starter, 'input/data.json'),
      'input/params.json': starterText(starter, 'input/params.json'),
    };
    expect(await reportsOf([...specRules, ...agreementRules], texts)).toEqual([]);
  });
});

test('cases are held against input and result', async () => {
  const texts = {
    'openapi-spec.yml': starterText('go', 'openapi-spec.yml.hbs'),
    'tests/cases/one/data.json': '{"qubits": 0}',
    'tests/cases/one/expected.json': '{"result": {}, "metadata": {}}',
    'tests/cases/two/expected-error.json': '{"code": 1, "detail": "x"}',
  };
  const reports = await reportsOf(agreementRules, texts);
  expect(reports.map(({ location, message }) => `${location?.file}: ${message}`)).toContain(
    'tests/cases/one/data.json: `data.qubits` is 0, the specification says at least 1.',
  );
  expect(new Set(reports.map(({ location }) => location?.file)).size).toBe(3);
});

test('an example that its own schema rejects is found at its line', async () => {
  const text = starterText('go', 'openapi-spec.yml.hbs').replace('        qubits: 3', '        qubits: 65');
  const reports = await reportsOf(specRules, { 'openapi-spec.yml': text });
  expect(reports).toMatchObject([{ rule: 'spec-example-invalid' }]);
  expect(reports[0]?.message).toContain('`example.qubits` is 65, the specification says at most 64.');
  expect(reports[0]?.location?.line).toBe(text.split('\n').findIndex((line) => line.includes('qubits: 65')) + 1);
});

describe('numbers that are no doubles, or are written otherwise', () => {
  const strict = spec.replace(
    '        mode: { enum: [fast, exact] }\n',
    `        most: { type: integer, maximum: 9007199254740993, example: 9007199254740999 }
        least: { type: number, nullable: true, minimum: 1.50, example: 1.40 }
        more: { type: number, minimum: 1e400, exclusiveMinimum: true }
        step: { type: number, multipleOf: 0.10 }
        mode: { enum: [1.50, 9007199254740993] }
        names: { type: array, items: { type: string }, example: [9007199254740993] }
        byName: { additionalProperties: { type: string }, example: { "000": 1.50 } }
`,
  );

  test.each([
    ['"most":9007199254740999', '`data.most` is 9007199254740999, the specification says at most 9007199254740993.'],
    ['"least":1.40', '`data.least` is 1.40, the specification says at least 1.50.'],
    ['"more":1e4', '`data.more` is 1e4, the specification says more than 1e400.'],
    ['"step":0.75', '`data.step` is 0.75, the specification says a multiple of 0.10.'],
    ['"mode":3', '`data.mode` is 3, the specification says one of [1.50,9007199254740993].'],
  ])('are quoted as both sides have them: %s', async (member, message) => {
    const texts = { 'openapi-spec.yml': strict, 'input/data.json': `{"graph":{},${member}}` };
    expect((await reportsOf(agreementRules, texts)).map((report) => report.message)).toEqual([message]);
  });

  test.each(['0.3', '1.4', '1e400', '-0.7'])('%s is a multiple of 0.10, although no double of it is', async (step) => {
    const texts = { 'openapi-spec.yml': strict, 'input/data.json': `{"graph":{},"step":${step}}` };
    expect(await reportsOf(agreementRules, texts)).toEqual([]);
  });

  test('are quoted as the example has them, and names of digits are names', async () => {
    const reports = await reportsOf(specRules, { 'openapi-spec.yml': strict });
    const wrong = reports.filter(({ rule }) => rule === 'spec-example-invalid').map(({ message }) => message);
    expect(wrong.map((message) => message.replace('The example does not fit its own schema: ', ''))).toEqual([
      '`example` is 9007199254740999, the specification says at most 9007199254740993.',
      '`example` is 1.40, the specification says at least 1.50.',
      '`example[0]` is 9007199254740993, the specification says string.',
      '`example["000"]` is 1.50, the specification says string.',
    ]);
  });
});

test('a sample that contradicts a bound is reported and changes nothing', async () => {
  const text = starterText('go', 'openapi-spec.yml.hbs');
  const sample = { file: 'input/data.json', schema: 'inputData', name: 'data', json: json('{"qubits": 65}') } as const;
  const update = await updateSpec(text, [sample]);
  expect(update).toMatchObject({ isChanged: false, text });
  expect(update.contradictions).toMatchObject([{ message: '`data.qubits` is 65, the specification says at most 64.' }]);
});

test('the input of a case that expects an error may be anything, because it is to be refused', async () => {
  const wrong = '{"qubits": "many", "unknown": 1}';
  const texts = {
    'openapi-spec.yml': starterText('python', 'openapi-spec.yml.hbs'),
    'input/data.json': '{"qubits": 3}',
    'tests/cases/refused/data.json': wrong,
    'tests/cases/refused/expected-error.json': '{"code": "INVALID_INPUT", "detail": "x"}',
  };
  const about = async (more: Readonly<Record<string, string>>) =>
    (await reportsOf(agreementRules, { ...texts, ...more })).map(({ location }) => location?.file);
  expect(await about({})).toEqual([]);
  expect(await about({ 'tests/cases/wrong/data.json': wrong })).toContain('tests/cases/wrong/data.json');
  const files = (await collectSamples(filesOf(texts))).map(({ file }) => file);
  expect(files).toEqual(['input/data.json', 'tests/cases/refused/expected-error.json']);
});

test('input that is null says nothing about its schema, for a check as for an inference', async () => {
  const texts = {
    'openapi-spec.yml': starterText('go', 'openapi-spec.yml.hbs'),
    'input/params.json': 'null',
    'tests/cases/one/data.json': ' null\n',
    'tests/cases/one/expected.json': 'null',
  };
  const files = (await collectSamples(filesOf(texts))).map(({ file }) => file);
  expect(files).toEqual(['tests/cases/one/expected.json']);
  expect((await reportsOf(agreementRules, texts)).map(({ location }) => location?.file)).toEqual(files);
});
