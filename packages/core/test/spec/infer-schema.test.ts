import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringifyWithRawJson } from '../../src/contract/json-stringify.ts';
import { inferSchema, plainSchema } from '../../src/spec/infer-schema.ts';
import { fits, json, jsonTexts } from './json-values.ts';

/** Without the example, which is the sample. */
const infer = (...texts: string[]) => {
  const { example: _, ...schema } = inferSchema(texts.map(json));
  return plainSchema(schema);
};

describe('the inferred schema', () => {
  test('accepts every sample and its own example, whatever the samples are', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(jsonTexts, { minLength: 1, maxLength: 4 }), async (texts) => {
        const schema = inferSchema(texts.map(json));
        for (const text of [...texts, ...(schema.example ? [schema.example.text] : [])])
          expect(await fits(plainSchema(schema), text)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, string[], unknown]>([
    ['whole numbers are integers', ['1', '-2'], { type: 'integer' }],
    ['a fraction anywhere makes a number', ['1', '2.5'], { type: 'number' }],
    ['1.0 was written as a number', ['1.0'], { type: 'number' }],
    ['2^53+1 is an integer', ['9007199254740993'], { type: 'integer' }],
    ['1e400 is a number', ['1e400'], { type: 'number' }],
    ['null beside others is nullable', ['null', '"a"'], { type: 'string', nullable: true }],
    ['only null says nothing else', ['null'], { nullable: true }],
    ['an empty array', ['[]'], { type: 'array', items: {} }],
    ['an empty object', ['{}'], { type: 'object' }],
    ['all elements count', ['[1, null, 2.5]'], { type: 'array', items: { type: 'number', nullable: true } }],
    ['a matrix', ['[[1,2],[3,4]]', '[[]]'], { type: 'array', items: { type: 'array', items: { type: 'integer' } } }],
    ['several kinds', ['1', '"a"', 'null'], { oneOf: [{ type: 'integer', nullable: true }, { type: 'string' }] }],
    [
      'what is in every sample is required',
      ['{"a":1,"b":"x"}', '{"a":2}'],
      { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, b: { type: 'string' } } },
    ],
    ['counts are a map', ['{"000":512,"111":512}'], { type: 'object', additionalProperties: { type: 'integer' } }],
    ['Pauli terms are a map', ['{"XX":0.5,"ZI":1}'], { type: 'object', additionalProperties: { type: 'number' } }],
    [
      'coordinates are names',
      ['{"X":1,"Y":2}'],
      { type: 'object', required: ['X', 'Y'], properties: { X: { type: 'integer' }, Y: { type: 'integer' } } },
    ],
  ])('%s', (_, texts, schema) => {
    expect(infer(...texts)).toEqual(schema);
  });

  test('takes __proto__ for a name like others', () => {
    const properties = inferSchema([json('{"__proto__": {"a": 1}, "constructor": 2}')]).properties;
    expect([...(properties?.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
  });

  test('takes many different keys for data', () => {
    const keys = Array.from({ length: 300 }, (_, index) => `"node${index}": ${index}`);
    expect(infer(`{${keys.join()}}`)).toEqual({ type: 'object', additionalProperties: { type: 'integer' } });
  });

  test('takes keys that come and go for data', () => {
    const texts = Array.from({ length: 9 }, (_, index) => `{"k${index}": 1}`);
    expect(infer(`[${texts.join()}]`)).toMatchObject({ items: { additionalProperties: { type: 'integer' } } });
  });

  test('keeps numbers of the example as they are written', () => {
    const schema = inferSchema([json('{"w": [9007199254740993, 1e400, 1.0]}')]);
    expect(stringifyWithRawJson(plainSchema(schema))).toContain('[9007199254740993, 1e400, 1.0]');
  });

  test('cuts an example that is long', async () => {
    const text = `{"a": [${Array.from({ length: 5000 }, (_, index) => index)}], "s": "${'é😀'.repeat(2000)}"}`;
    const schema = inferSchema([json(text)]);
    expect(schema.example?.text).toContain('"a":[0,1,2]');
    expect(schema.example?.text.length).toBeLessThan(1000);
    expect(await fits(plainSchema(schema), schema.example?.text ?? '')).toBe(true);
  });

  test('does not mind 100,000 levels', async () => {
    const text = `${'['.repeat(100_000)}1${']'.repeat(100_000)}`;
    const mixed = `${'{"a":['.repeat(50_000)}${']}'.repeat(50_000)}`;
    expect(JSON.stringify(infer(text)).length).toBeLessThan(4000);
    expect(JSON.stringify(infer(mixed)).length).toBeLessThan(9000);
    expect(inferSchema([json(text)]).example).toBeDefined();
  });

  test('of a large sample takes a small multiple of the time of JSON.parse, and little memory', {
    timeout: 60_000,
  }, () => {
    const row = `{"source": 12, "target": 345, "weight": 0.123456789, "label": "edge \\"x\\""}`;
    const text = `{"edges": [${Array.from({ length: 150_000 }, () => row).join(', ')}], "m": [${'[1,2.5,-3e4],'.repeat(200_000)}[0]]}`;
    const sample = json(text);
    const parseStart = performance.now();
    JSON.parse(text);
    const parse = performance.now() - parseStart;
    const before = process.memoryUsage().heapUsed;
    const start = performance.now();
    const schema = inferSchema([sample]);
    const time = performance.now() - start;
    const memory = process.memoryUsage().heapUsed - before;
    console.info(
      `${(text.length / 1e6).toFixed(0)} MB: JSON.parse ${parse.toFixed()} ms, infer ${time.toFixed()} ms, ${(memory / 1e6).toFixed()} MB more heap`,
    );
    expect(schema.required).toEqual(['edges', 'm']);
    expect(time).toBeLessThan(parse * 6 + 500);
  });
});
