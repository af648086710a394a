import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundleSpec } from '../../src/spec/bundle-spec.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { referencesOf } from '../../src/spec/references.ts';
import { filesOf, starterText } from './files.ts';

const bundle = (text: string, others: Record<string, string> = {}) =>
  bundleSpec(loadSpec(text), (path) => filesOf(others).text(path));
const spec = (schemas: string) => `openapi: 3.0.3\ncomponents:\n  schemas:\n${schemas.replaceAll(/^/gm, '    ')}\n`;

describe('a bundle', () => {
  test.each(['python', 'go', 'rust'])('of the %s starter has no references', async (starter) => {
    const text = await bundle(starterText(starter, 'openapi-spec.yml.hbs'));
    expect(referencesOf(parse(text))).toEqual([]);
    expect(text).toContain('maximum: 18446744073709551615');
  });

  test('holds what is in other files, whose references count from there', async () => {
    const text = await bundle(spec('inputData:\n  $ref: "schemas/a.yml#/x"'), {
      'schemas/a.yml': 'x:\n  type: array\n  items: { $ref: "b.json" }\n',
      'schemas/b.json': '{"type": "integer", "example": 9007199254740993}',
    });
    expect(text).toContain('9007199254740993');
    expect(parse(text).components.schemas.inputData).toMatchObject({ type: 'array', items: { type: 'integer' } });
  });

  test('spells every number as it was spelled, keys too', async () => {
    const numbers = ['1e400', '-0', '1.50', '9007199254740993', '1E5', '0x1F', '0o17', '.inf', '1.0'];
    const list = numbers.map((number) => `    - ${number}\n`).join('');
    const text = await bundle(
      `paths:\n  /:\n    get:\n      responses:\n        200: { $ref: 'a.json#/x' }\nexample:\n${list}`,
      {
        'a.json': '{"x": {"maximum": 1e400, "minimum": -1.50, "default": 9007199254740993, "pattern": "1.50"}}',
      },
    );
    expect(text).toContain(`example:\n${list.replaceAll(/^ {2}/gm, '')}`);
    expect(text).toContain('maximum: 1e400\n');
    expect(text).toContain('minimum: -1.50\n');
    expect(text).toContain('default: 9007199254740993\n');
    expect(text).toContain('pattern: "1.50"\n');
    expect(parse(text).paths['/'].get.responses).toHaveProperty('200');
  });

  test('keeps the order of keys, of those that are numbers too', async () => {
    const own = spec(
      'inputData:\n  properties:\n    "10": { $ref: "a.json" }\n    b: {}\n    "2": {}\n  example:\n    7: x\n    "3": { 1: 1, 0: 0 }',
    );
    const text = await bundle(own, { 'a.json': '{"properties": {"b": {}, "5": {}, "a": {}, "4": {}}}' });
    const keys = [...text.matchAll(/^ +"?(\w+)"?:/gm)].map(([, key]) => key);
    expect(keys.join(' ')).toBe('schemas inputData properties 10 properties b 5 a 4 b 2 example 7 3 1 0');
  });

  test('keeps what contains itself as a reference', async () => {
    const text = await bundle(
      spec(
        'tree:\n  properties:\n    child: { $ref: "#/components/schemas/tree" }\ninputData:\n  $ref: "#/components/schemas/tree"',
      ),
    );
    const { schemas } = parse(text).components;
    const circle = { properties: { child: { $ref: '#/components/schemas/tree' } } };
    expect(schemas).toEqual({ tree: circle, inputData: circle });
  });

  test('takes in a schema of another file that contains itself', async () => {
    const text = await bundle(spec('tree: {}\ninputData:\n  $ref: "a.yml#/tree"'), {
      'a.yml': 'tree:\n  properties:\n    child: { $ref: "#/tree" }\n',
    });
    const { schemas } = parse(text).components;
    expect(schemas.inputData.properties.child).toEqual({ $ref: '#/components/schemas/tree_' });
    expect(schemas.tree_.properties.child).toEqual({ $ref: '#/components/schemas/tree_' });
  });

  test('writes out a property that is called as a keyword is', async () => {
    const text = await bundle(
      spec(
        'inputData:\n  properties:\n    default: { $ref: "#/components/schemas/a" }\n    $ref: {}\na: { type: string }',
      ),
    );
    expect(parse(text).components.schemas.inputData.properties).toEqual({ default: { type: 'string' }, $ref: {} });
  });

  test('leaves examples and addresses on the network alone', async () => {
    const text = spec(
      'inputData:\n  properties:\n    a: { $ref: "https://example.org/a.json" }\n  example: { $ref: "#/nowhere" }',
    );
    expect(parse(await bundle(text))).toEqual(parse(text));
  });

  test('of a reference that leads nowhere is an error that names it', async () => {
    await expect(bundle(spec('inputData: { $ref: "#/components/schemas/nobody" }'))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('#/components/schemas/nobody'),
    });
  });
});

/** A file of schemas, each of which refers twice to the next. */
const layers = (count: number, prefix: string, last: string) =>
  [
    ...Array.from({ length: count }, (_, layer) => {
      const next = JSON.stringify(`${prefix}${layer + 1}`);
      return `l${layer}:\n  properties:\n    a: { $ref: ${next} }\n    b: { $ref: ${next} }`;
    }),
    `l${count}:`,
    last,
  ].join('\n');
const leaf = '  type: string\n  maxLength: 7';

describe('a bundle of schemas that refer twice to the next, 25 times', () => {
  const prefix = '#/components/schemas/l';
  const layer = (refersTo: string) => ({ properties: { a: { $ref: refersTo }, b: { $ref: refersTo } } });

  test('is not much larger than they are, and says the same by references', async () => {
    const text = spec(`inputData: { $ref: "${prefix}0" }\n${layers(25, prefix, leaf)}`);
    const bundled = await bundle(text);
    expect(parse(bundled)).toEqual(parse(text));
  });

  test('takes them in when they come from another file', async () => {
    const bundled = await bundle(spec('inputData: { $ref: "a.yml#/l0" }'), { 'a.yml': layers(25, '#/l', leaf) });
    const { schemas } = parse(bundled).components;
    expect(schemas.inputData).toEqual({ $ref: `${prefix}0` });
    expect(schemas.l24).toEqual(layer(`${prefix}25`));
    expect(schemas.l25).toEqual({ type: 'string', maxLength: 7 });
    expect(bundled.length).toBeLessThan(5000);
  });

  test('writes out what is no schema all the same', async () => {
    const text = `paths:\n  /:\n    get:\n      responses:\n        200: { $ref: "r.yml" }\n${spec(layers(25, prefix, leaf))}`;
    const { paths } = parse(
      await bundle(text, {
        'r.yml': 'description: x\ncontent:\n  a/b:\n    schema: { $ref: "openapi-spec.yml#/components/schemas/l0" }\n',
      }),
    );
    expect(paths['/'].get.responses['200']).toEqual({
      description: 'x',
      content: { 'a/b': { schema: { $ref: `${prefix}0` } } },
    });
  });
});

describe('a bundle that would be too large', () => {
  test('because a large example is repeated keeps its references', async () => {
    const uses = Array.from({ length: 50 }, (_, index) => `\n    p${index}: { $ref: "#/components/schemas/a" }`).join(
      '',
    );
    const text = spec(`inputData:\n  properties:${uses}\na:\n  example: [["${'x'.repeat(50_000)}"]]`);
    expect(parse(await bundle(text))).toEqual(parse(text));
  });

  test('because every schema refers to all others keeps its references', async () => {
    const all = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const text = spec(
      all
        .map(
          (name) =>
            `${name}:\n  properties:${all.map((to) => `\n    ${to}: { $ref: "#/components/schemas/${to}" }`).join('')}`,
        )
        .join('\n'),
    );
    expect(parse(await bundle(text))).toEqual(parse(text));
  });

  test('because of what is no schema is refused', async () => {
    await expect(bundle(`x-a: { $ref: "a.yml#/l0" }`, { 'a.yml': layers(25, '#/l', leaf) })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('repeat more than a million characters'),
    });
  });

  test('because references follow each other without end keeps them', async () => {
    const chain = Array.from({ length: 3000 }, (_, index) => `l${index}:\n  items: { $ref: "#/l${index + 1}" }`);
    const bundled = await bundle(spec('inputData: { $ref: "a.yml#/l0" }'), {
      'a.yml': `${chain.join('\n')}\nl3000: { type: string }`,
    });
    expect(parse(bundled).components.schemas.l2999).toEqual({ items: { $ref: '#/components/schemas/l3000' } });
  });
});
