import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPair, isScalar, type Node, parseDocument, visit } from 'yaml';
import { inferSchema } from '../../src/spec/infer-schema.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { mergeSpec } from '../../src/spec/merge-spec.ts';
import { specTemplate } from '../../src/spec/profile-template.ts';
import { specRules } from '../../src/spec/rules/index.ts';
import { reportsOf, starterText } from './files.ts';
import { fits, json, objectTexts } from './json-values.ts';

interface Schema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
const schemasOf = (text: string) =>
  (loadSpec(text).root as { components: { schemas: Record<string, Schema | undefined> } }).components.schemas;
const merge = (text: string | undefined, data: readonly string[]) =>
  mergeSpec(text, { inputData: inferSchema(data.map(json)) });

/** Comments, in the order in which they stand. */
function commentsOf(text: string): string[] {
  const document = parseDocument(text);
  const found: (string | null | undefined)[] = [document.commentBefore, document.comment];
  visit(document, {
    Node: (_, node) => void found.push((node as Node).commentBefore, (node as Node).comment),
  });
  return found.filter((comment) => typeof comment === 'string').flatMap((comment) => comment.split('\n'));
}

/** Every scalar with its path, as it is spelled. */
function scalarsOf(text: string): string[] {
  const found: string[] = [];
  visit(parseDocument(text), {
    Scalar: (key, node, path) => {
      if (key === 'key') return;
      const names = path.filter(isPair).map(({ key: name }) => (isScalar(name) ? String(name.value) : '?'));
      found.push(`${names.join('/')}: ${node.source}`);
    },
  });
  return found;
}

describe('merging samples into a specification', () => {
  test('makes a whole one where there is none, without a finding but for what no sample shows', async () => {
    const { text, isChanged } = mergeSpec(undefined, {
      inputData: inferSchema([json('{"qubits": 3, "qasm": "OPENQASM 2.0;\\ninclude \\"qelib1.inc\\";\\n"}')]),
      inputParams: inferSchema([json('{"shots": 9007199254740993}')]),
      resultResponse: inferSchema([json('{"counts": {"000": 512, "111": 512}, "energy": 1e400}')]),
    });
    expect(isChanged).toBe(true);
    expect(text).toContain('shots: 9007199254740993');
    expect(text).toContain('energy: 1e400');
    expect(schemasOf(text)['inputData']).toMatchObject({ required: ['qubits', 'qasm'] });
    const reports = await reportsOf(specRules, { 'openapi-spec.yml': text });
    expect(reports.map(({ rule, message }) => [rule, message.split(' ')[2]])).toEqual([
      ['spec-schema-empty', 'interimResultResponse'],
    ]);
  });

  test.each(['', ' \n\n', '\uFEFF\n'])('makes a whole one where there are only blanks: %j', (text) => {
    const samples = { inputData: inferSchema([json('{"a": 1}')]) };
    expect(mergeSpec(text, samples)).toEqual(mergeSpec(undefined, samples));
  });

  test('accepts every sample afterwards, and a second time changes nothing', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(objectTexts, { minLength: 1, maxLength: 3 }), async (texts) => {
        const first = merge(undefined, texts);
        const schema = schemasOf(first.text)['inputData'];
        for (const text of texts) expect(await fits(schema, text)).toBe(true);
        const second = merge(first.text, texts);
        expect(second.additions).toEqual([]);
        expect(second.text).toBe(first.text);
      }),
      { numRuns: 100 },
    );
  });

  test('keeps every comment and everything that was written, in its order', { timeout: 60_000 }, () => {
    const starters = ['python', 'go', 'rust'].map((name) => starterText(name, 'openapi-spec.yml.hbs'));
    const written = [
      ...starters,
      specTemplate({ title: 'x' }),
      `# top\nopenapi: 3.0.0 # version\n\ncomponents: # parts\n  # before schemas\n  schemas:\n    # before data\n    inputData: # data\n      # before type\n      type: object\n      properties: # all of them\n        # the first\n        a: # a\n          type: number # wide\n          minimum: 1.50 # spelled so\n          maximum: 18446744073709551617\n        # the last\n      # trailing\n# end\n`,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...written),
        fc.array(objectTexts, { minLength: 1, maxLength: 3 }),
        (text, samples) => {
          const merged = merge(text, samples);
          const comments = commentsOf(merged.text);
          for (const comment of commentsOf(text)) expect(comments).toContain(comment);
          const scalars = scalarsOf(merged.text);
          const kept = scalarsOf(text);
          // In their order: what was written is a subsequence of what is there now.
          let at = 0;
          for (const scalar of scalars) if (scalar === kept[at]) at += 1;
          expect(kept.slice(at)).toEqual([]);
          expect(merge(merged.text, samples).text).toBe(merged.text);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each(['python', 'go', 'rust'])('leaves the specification of the %s starter as it is', (starter) => {
    const text = starterText(starter, 'openapi-spec.yml.hbs');
    const merged = mergeSpec(text, {
      inputData: inferSchema([json(starterText(starter, 'input/data.json'))]),
      inputParams: inferSchema([json(starterText(starter, 'input/params.json'))]),
    });
    expect(merged).toEqual({ text, isChanged: false, additions: [], filled: [] });
  });

  test('adds a new property and nothing else, without making it required', () => {
    const text = starterText('go', 'openapi-spec.yml.hbs');
    const merged = merge(text, ['{"qubits": 3, "graph": {"edges": [[0, 1, 0.5]]}}']);
    expect(merged.additions).toEqual(['inputData.properties.graph']);
    const before = text.split('\n');
    expect(before.every((line) => merged.text.split('\n').includes(line))).toBe(true);
    expect(schemasOf(merged.text)['inputData']?.required).toEqual(['qubits']);
  });

  test('keeps an inferred required what its comment says, and one without the comment as it is', () => {
    const first = merge(undefined, ['{"a": 1, "b": 2}']).text;
    expect(first).toContain('required: [a, b] # in every sample\n');
    const samples = ['{"a": 1, "b": 2, "c": 3}', '{"b": 2, "c": 3}'];
    expect(merge(first, samples).text).toContain('required: [b, c] # in every sample\n');
    expect(merge(first, ['{}', '{"a": 1}']).text).not.toContain('required: [');
    const owned = first.replace(' # in every sample', '');
    expect(merge(owned, samples).text).toContain('required: [a, b]\n');
  });

  test.each([
    ['a bound', 'type: integer\n          maximum: 2'],
    ['a type', 'type: string'],
    ['alternatives', 'oneOf: [{type: string}]'],
  ])('does not touch %s that the samples contradict', (_, schema) => {
    const text = `openapi: 3.0.3\ncomponents:\n  schemas:\n    inputData:\n      type: object\n      properties:\n        n:\n          ${schema}\n`;
    expect(merge(text, ['{"n": 3}', '{"n": null}']).text).toBe(text);
  });

  test('fills an empty items once there is an item, and follows references', () => {
    const text = `components:\n  schemas:\n    inputData:\n      $ref: '#/components/schemas/graph'\n    graph:\n      type: object\n      properties:\n        edges:\n          type: array\n          items: {}\n`;
    const merged = merge(text, ['{"edges": [1]}']);
    expect(schemasOf(merged.text)['graph']?.properties?.['edges']).toEqual({
      type: 'array',
      items: { type: 'integer' },
    });
    expect(merged.text).toContain("$ref: '#/components/schemas/graph'");
  });

  test('settles at once where two places lead to one schema', () => {
    const text = `components:\n  schemas:\n    inputData:\n      properties:\n        a: { $ref: '#/components/schemas/n' }\n        b: { $ref: '#/components/schemas/n' }\n    n: {}\n`;
    const samples = ['{"a": {"x": 1, "y": 1}, "b": {"x": 1, "z": 1}}'];
    const first = merge(text, samples);
    expect(first.text).toMatch(/required: \[ ?x ?\] # in every sample/);
    expect(merge(first.text, samples).text).toBe(first.text);
  });

  test('keeps a document in JSON in JSON', () => {
    const merged = merge('{"openapi": "3.0.3", "components": {"schemas": {"inputData": {"type": "object"}}}}', [
      '{"a": 1}',
    ]);
    expect(JSON.parse(merged.text).components.schemas.inputData.properties).toEqual({ a: { type: 'integer' } });
  });

  test('changes nothing else in a document in JSON, whose numbers stay as they are spelled', () => {
    const text = `{\r
    "openapi": "3.0.3",\r
    "components": { "schemas": {\r
        "inputData": {\r
            "type": "object",\r
            "properties": {"a": {"type": "number", "maximum": 1e400, "example": 1.50}, "b": {}},\r
            "example": {"a": 9007199254740993}\r
        }\r
    } }\r
}\r
`;
    const merged = merge(text, ['{"a": 1, "b": [9007199254740993], "c\\"": {"d": 0.10}}']).text;
    expect(merged).toBe(
      text.replace(
        '"b": {}}',
        `"b": {
                "type": "array",
                "items": {
                    "type": "integer"
                }
            }, "c\\"": {
                "type": "object",
                "required": ["d"],
                "properties": {
                    "d": {
                        "type": "number"
                    }
                }
            }}`.replaceAll('\n', '\r\n'),
      ),
    );
    expect(() => JSON.parse(merged)).not.toThrow();
    const short = '{"components":{"schemas":{"inputData":{},"inputParams":null}}}';
    const filled = mergeSpec(short, { inputData: inferSchema([json('{"w": 1e400}')]) }).text;
    expect(filled).toBe(
      '{"components":{"schemas":{"inputData":{"type": "object", "required": ["w"], "properties": {"w": {"type": "number"}}, "example": {"w": 1e400}},"inputParams":null}}}',
    );
  });

  test.each([
    ['components: 5\n', 'components has to be a mapping'],
    ['components:\n  schemas: [a]\n', 'schemas has to be a mapping'],
  ])('refuses to write over %j', (text, problem) => {
    expect(() => merge(text, ['{}'])).toThrow(problem);
  });

  test('refuses what is no YAML and says where', () => {
    expect(() => merge('a: [1\nb: 2', ['{}'])).toThrow(/line \d+, column \d+/);
  });
});
