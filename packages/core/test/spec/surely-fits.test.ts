import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileSchema } from '../../src/spec/compile-schema.ts';
import { surelyFits } from '../../src/spec/surely-fits.ts';

const types = ['null', 'boolean', 'string', 'number', 'integer', 'array', 'object'];
const keys = fc.constantFrom('a', 'b', '__proto__', 'constructor');

const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, 1, 2.5, -1, Number.POSITIVE_INFINITY, 'x', '', '😀'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const schemas = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.boolean(),
    fc.record(
      {
        type: fc.oneof(fc.constantFrom(...types), fc.uniqueArray(fc.constantFrom(...types), { minLength: 1 })),
        enum: fc.uniqueArray(fc.constantFrom(null, true, 0, 1, 'x'), { minLength: 1 }),
        minimum: fc.integer({ min: -2, max: 2 }),
        exclusiveMaximum: fc.integer({ min: -2, max: 2 }),
        minLength: fc.nat({ max: 2 }),
        pattern: fc.constantFrom('^x', '.', '('),
        minProperties: fc.nat({ max: 2 }),
        maxItems: fc.nat({ max: 3 }),
        items: tie('schema'),
        required: fc.uniqueArray(keys),
        properties: fc.dictionary(keys, tie('schema')),
        additionalProperties: tie('schema'),
        allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        not: tie('schema'),
        $ref: fc.constantFrom('#/components/schemas/a', '#/components/schemas/b', '#/nowhere'),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema;

test('what surely fits is what the real validator accepts', { timeout: 120_000 }, async () => {
  let certain = 0;
  await fc.assert(
    fc.asyncProperty(schemas, schemas, values, async (schema, named, value) => {
      const document = { allOf: [schema], components: { schemas: { a: named, b: true } } };
      if (!surelyFits(document, value)) return;
      certain += 1;
      const check = await compileSchema(document);
      if (check !== undefined) expect(check(value)).toEqual([]);
    }),
    { numRuns: 3_000, seed: 7 },
  );
  expect(certain).toBeGreaterThan(300);
});

test('a schema that refers to itself without end is left to the real validator', () => {
  const schemas = { a: { $ref: '#/components/schemas/a' } };
  expect(surelyFits({ $ref: '#/components/schemas/a', components: { schemas } }, 1)).toBe(false);
});
