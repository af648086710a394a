import { isRecord } from './load-spec.ts';

type Json = Readonly<Record<string, unknown>>;
type Test = (limit: never, value: never, schema: Json, fits: (schema: unknown, value: unknown) => boolean) => boolean;

/** Beyond this a schema may refer to itself without end. */
const deepest = 100;
const reference = /^#\/components\/schemas\/([^/~%]+)$/;

const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: isRecord,
};

const isNumber = (value: unknown) => typeof value === 'number';

/** What each keyword asks for. A schema with any other is left to the real validator. */
const tests: Readonly<Record<string, Test>> = {
  title: () => true,
  description: () => true,
  type: (types: unknown, value) => [types].flat().some((type) => typeTests[String(type)]?.(value) === true),
  enum: (values: readonly unknown[], value) => !isRecord(value) && !Array.isArray(value) && values.includes(value),
  minimum: (limit: number, value: number) => !isNumber(value) || value >= limit,
  maximum: (limit: number, value: number) => !isNumber(value) || value <= limit,
  exclusiveMinimum: (limit: number, value: number) => !isNumber(value) || value > limit,
  exclusiveMaximum: (limit: number, value: number) => !isNumber(value) || value < limit,
  // Letters beyond the basic plane count once in JSON Schema.
  minLength: (limit: number, value: unknown) => typeof value !== 'string' || [...value].length >= limit,
  maxLength: (limit: number, value: unknown) => typeof value !== 'string' || [...value].length <= limit,
  pattern: (source: string, value: unknown) => typeof value !== 'string' || new RegExp(source, 'u').test(value),
  minProperties: (limit: number, value: unknown) => !isRecord(value) || Object.keys(value).length >= limit,
  maxProperties: (limit: number, value: unknown) => !isRecord(value) || Object.keys(value).length <= limit,
  minItems: (limit: number, value: unknown) => !Array.isArray(value) || value.length >= limit,
  maxItems: (limit: number, value: unknown) => !Array.isArray(value) || value.length <= limit,
  items: (schema: unknown, value: unknown, _, fits) =>
    !Array.isArray(value) || value.every((item) => fits(schema, item)),
  required: (names: readonly string[], value: unknown) =>
    !isRecord(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (properties: Json, value: unknown, _, fits) =>
    !isRecord(value) ||
    Object.keys(value).every((key) => !Object.hasOwn(properties, key) || fits(properties[key], value[key])),
  additionalProperties: (schema: unknown, value: unknown, { properties }, fits) =>
    !isRecord(value) ||
    Object.keys(value).every(
      (key) => (isRecord(properties) && Object.hasOwn(properties, key)) || fits(schema, value[key]),
    ),
  allOf: (schemas: readonly unknown[], value: unknown, _, fits) => schemas.every((schema) => fits(schema, value)),
  anyOf: (schemas: readonly unknown[], value: unknown, _, fits) => schemas.some((schema) => fits(schema, value)),
};

/**
 * Whether a value fits a JSON Schema for certain; otherwise it may or may not, and `compileSchema` knows and says why.
 * Most samples fit: this saves loading and compiling, which takes longer than all other checks together.
 *
 * @param document a schema, with `components.schemas` for its references
 */
export function surelyFits(document: Json, value: unknown): boolean {
  const { components, ...schema } = document;
  const named = isRecord(components) && isRecord(components['schemas']) ? components['schemas'] : {};
  let depth = 0;
  const fits = (part: unknown, of: unknown): boolean => {
    if (typeof part === 'boolean') return part;
    if (!isRecord(part) || depth > deepest) return false;
    depth += 1;
    const fine = Object.entries(part).every(([keyword, limit]) => {
      if (keyword !== '$ref')
        return Object.hasOwn(tests, keyword) && tests[keyword]?.(limit as never, of as never, part, fits);
      const name = reference.exec(String(limit))?.[1];
      return name !== undefined && Object.hasOwn(named, name) && fits(named[name], of);
    });
    depth -= 1;
    return fine;
  };
  try {
    return fits(schema, value);
  } catch {
    // A keyword that holds what it must not: other rules say so.
    return false;
  }
}
