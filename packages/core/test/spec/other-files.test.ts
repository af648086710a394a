import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundleSpec } from '../../src/spec/bundle-spec.ts';
import { generateTypes } from '../../src/spec/generate-types.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { specTemplate } from '../../src/spec/profile-template.ts';
import { agreementRules, specRules } from '../../src/spec/rules/index.ts';
import { takeInFiles } from '../../src/spec/take-in-files.ts';
import { updateSpec } from '../../src/spec/update-spec.ts';
import { filesOf, reportsOf } from './files.ts';
import { json } from './json-values.ts';

const specWith = (properties: string) =>
  specTemplate({ title: 'x' }).replace(
    '      description: The problem to solve.\n',
    `      properties:\n        qubits: { type: integer, maximum: 64 }\n${properties.replaceAll(/^/gm, '        ')}\n`,
  );
const take = (text: string, others: Readonly<Record<string, string>>) =>
  takeInFiles(loadSpec(text), (path) => filesOf(others).text(path));
const broken = async (texts: Readonly<Record<string, string>>) =>
  (await reportsOf(specRules, texts)).filter(({ rule }) => rule === 'spec-reference-broken');
const tree = {
  'schemas/tree.yml': `Node:
  type: object
  properties:
    next: { $ref: "#/Node" }
    size: { $ref: "size.json" }
    whole: { $ref: "../openapi-spec.yml#/components/schemas/inputData" }
`,
  'schemas/size.json': '{"type": "integer", "maximum": 9007199254740993}',
};
const treeSpec = specWith('node: { $ref: "schemas/tree.yml#/Node" }');

describe('a sample whose schema refers to another file', () => {
  test.each([
    ['{"qubits": "many"}', '`data.qubits` is a string, the specification says integer.'],
    ['{"node": {"next": {"next": 1}}}', '`data.node.next.next` is 1, the specification says object.'],
    [
      '{"node": {"size": 9007199254740999}}',
      '`data.node.size` is 9007199254740999, the specification says at most 9007199254740993.',
    ],
    ['{"node": {"whole": {"qubits": 65}}}', '`data.node.whole.qubits` is 65, the specification says at most 64.'],
  ])('%s is held against both', async (data, message) => {
    const texts = { ...tree, 'openapi-spec.yml': treeSpec, 'input/data.json': data };
    expect((await reportsOf(agreementRules, texts)).map((report) => report.message)).toEqual([message]);
    const sample = { file: 'input/data.json', schema: 'inputData', name: 'data', json: json(data) } as const;
    const { contradictions } = await updateSpec(treeSpec, [sample], { read: async (path) => texts[path as never] });
    expect(contradictions.map((report) => report.message)).toEqual([message]);
  });

  test('on the network is held against the rest, and nothing is fetched', async () => {
    const texts = {
      'openapi-spec.yml': specWith('far: { $ref: "https://example.org/x.json" }'),
      'input/data.json': '{"qubits": 65, "far": 1}',
    };
    expect((await reportsOf(agreementRules, texts)).map(({ message }) => message)).toEqual([
      '`data.qubits` is 65, the specification says at most 64.',
    ]);
  });
});

describe('a reference to another file', () => {
  test.each([
    ['schemas/tree.yml#/Nobody', 'there is no such place in schemas/tree.yml'],
    ['schemas/nobody.yml', 'there is no file schemas/nobody.yml'],
    ['../secret.yml', '../secret.yml is outside of the project'],
    ['/etc/passwd', '/etc/passwd is outside of the project'],
    ['schemas/tree.yml#Node', 'within a document it has to begin with "#/"'],
    ['#/components/schemas/nobody', 'there is no such place in openapi-spec.yml'],
    ['broken.yml', 'broken.yml cannot be read: '],
  ])('%s leads nowhere', async (target, reason) => {
    const texts = { ...tree, 'broken.yml': 'a: [', 'openapi-spec.yml': specWith(`n: { $ref: "${target}" }`) };
    const reports = await broken(texts);
    expect(reports).toMatchObject([{ location: { file: 'openapi-spec.yml' } }]);
    expect(reports[0]?.message).toContain(`"${target}" leads nowhere: ${reason}`);
  });

  test('is followed into that file, where one that leads nowhere is found as well', async () => {
    const texts = {
      'openapi-spec.yml': specWith('n: { $ref: "a.yml#/x" }'),
      'a.yml': 'x:\n  properties:\n    y: { $ref: "#/z" }\n',
    };
    expect(await broken(texts)).toMatchObject([{ location: { file: 'a.yml', line: 3 } }]);
  });

  test.each(['#/components/schemas/b', '#/components/schemas/a'])(
    'in a circle (%s) is named as one',
    async (target) => {
      const text = specWith('n: { $ref: "#/components/schemas/a" }').replace(
        '\n  schemas:\n',
        `\n  schemas:\n    a: { $ref: "${target}" }\n    b: { $ref: "#/components/schemas/a" }\n`,
      );
      const reports = await broken({ 'openapi-spec.yml': text });
      expect(new Set(reports.map(({ message }) => message.split(': ')[1]))).toEqual(
        new Set(['it goes round in a circle.']),
      );
    },
  );

  test('outside of the project is not read, whoever asks', async () => {
    const asked: string[] = [];
    const read = async (path: string) => {
      asked.push(path);
      return 'a: secret';
    };
    for (const target of ['../secret.yml#/a', '/secret.yml#/a', 'x/../../secret.yml', '..\\\\secret.yml#/a']) {
      const spec = loadSpec(specWith(`n: { $ref: "${target}" }`));
      await expect(bundleSpec(spec, read)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      expect(JSON.stringify(await takeInFiles(spec, read))).not.toContain('"secret"');
    }
    expect(asked).toEqual([]);
  });
});

describe('an example in another file', () => {
  const wrong = async (texts: Readonly<Record<string, string>>) =>
    (await reportsOf(specRules, texts))
      .filter(({ rule }) => rule === 'spec-example-invalid')
      .map(({ message, location }) => [message.split(': ')[1], location]);

  test('that its schema rejects is found at its line, once, however often it is referred to', async () => {
    const texts = {
      'openapi-spec.yml': specWith('a: { $ref: "schemas/a.yml#/A" }\nb: { $ref: "schemas/a.yml#/A/properties/size" }'),
      'schemas/a.yml':
        'A:\n  properties:\n    size:\n      maximum: 9\n      example: 10.50\n    b: { $ref: "b.json" }\nB: { type: string, example: 1 }\n',
      'schemas/b.json': '{\n  "type": "array",\n  "items": {"type": "string"},\n  "default": ["x", 2]\n}',
    };
    expect(await wrong(texts)).toEqual([
      ['`example` is 10.50, the specification says at most 9.', { file: 'schemas/a.yml', line: 5, column: 7 }],
      ['`default[1]` is 2, the specification says string.', { file: 'schemas/b.json', line: 4, column: 20 }],
    ]);
  });

  test('of an answer there is found as well', async () => {
    const answer = 'description: x\ncontent:\n  application/json:\n    schema: { type: string, example: 1 }\n';
    const main = specTemplate({ title: 'x' }).replace('description: The problem to solve.', '$ref: "a.yml"');
    expect(await wrong({ 'openapi-spec.yml': main, 'a.yml': answer })).toEqual([
      ['`example` is 1, the specification says string.', { file: 'a.yml', line: 4, column: 29 }],
    ]);
  });
});

describe('taking in the schemas of other files', () => {
  test('turns every reference into one within the document, circles included', async () => {
    const root = await take(treeSpec, tree);
    expect(root?.['components']).toMatchObject({
      schemas: {
        inputData: { properties: { node: { $ref: '#/components/schemas/Node' } } },
        Node: {
          properties: {
            next: { $ref: '#/components/schemas/Node' },
            size: { $ref: '#/components/schemas/size' },
            whole: { $ref: '#/components/schemas/inputData' },
          },
        },
        size: { type: 'integer' },
      },
    });
  });

  test('gives a schema another name where its own is taken', async () => {
    const root = await take(specWith('n: { $ref: "a.yml#/job" }'), { 'a.yml': 'job: { type: string }' });
    expect(root?.['components']).toMatchObject({
      schemas: { inputData: { properties: { n: { $ref: '#/components/schemas/job_' } } }, job_: { type: 'string' } },
    });
  });

  test('of a place inside of another is right for both', async () => {
    const root = await take(specWith('n: { $ref: "a.yml" }\nm: { $ref: "a.yml#/properties/b" }'), {
      'a.yml': 'properties:\n  b:\n    items: { $ref: "#/properties/c" }\n  c: { type: string }\n',
    });
    expect(JSON.stringify(root)).not.toContain('#/properties');
    expect(root?.['components']).toMatchObject({ schemas: { c: { type: 'string' } } });
  });

  test('changes nothing where there are none', async () => {
    const spec = loadSpec(specTemplate({ title: 'x' }));
    expect(await takeInFiles(spec, async () => undefined)).toBe(spec.root);
  });
});

test.each(['go', 'python', 'rust', 'typescript'] as const)(
  'types in %s ask neither the network nor the disk, and know the schemas of other files by name',
  async (language) => {
    const requests: (string | undefined)[] = [];
    await using server = createServer((request, response) => {
      requests.push(request.url);
      response.end('{"type": "string"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const far = `far: { $ref: "http://127.0.0.1:${port}/x.json" }\nnear: { $ref: "package.json" }`;
    const root = await take(specWith(`node: { $ref: "schemas/tree.yml#/Node" }\n${far}`), tree);
    expect(await generateTypes(root ?? {}, language)).toMatch(/\bNode\b/);
    expect(requests).toEqual([]);
  },
);

test('an anchor that is no pointer is not taken for the whole document', async () => {
  const spec = loadSpec(specWith('n: { $ref: "#anchor" }'));
  await expect(bundleSpec(spec, async () => undefined)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  const fine = loadSpec(specWith('n: { $ref: "a.yml" }'));
  expect(parse(await bundleSpec(fine, async () => 'type: string')).components.schemas.inputData.properties.n).toEqual({
    type: 'string',
  });
});
