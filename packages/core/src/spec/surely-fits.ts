import { isRecord } from './load-spec.ts';
import { NeedsTime, timedPattern } from './within-time.ts';

type Json = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;
/** Makes a check of what a keyword asks for; `schema` is the one around it, `of` makes the check of one inside. */
type Keyword = (limit: never, schema: Json, of: (schema: unknown) => Check) => Check;

/** Beyond this a schema may refer to itself without end. */
const deepest = 100;
const reference = /^#\/components\/schemas\/([^/~%]+)$/;

const typeTests: Readonly<Record<string, Check>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: isRecord,
};

const always: Check = () => true;
const never: Check = () => false;
const forNumbers =
  (fits: (value: number) => boolean): Check =>
  (value) =>
    typeof value !== 'number' || fits(value);
const forStrings =
  (fits: (value: string) => boolean): Check =>
  (value) =>
    typeof value !== 'string' || fits(value);
const forArrays =
  (fits: (value: readonly unknown[]) => boolean): Check =>
  (value) =>
    !Array.isArray(value) || fits(value);
const forObjects =
  (fits: (value: Json) => boolean): Check =>
  (value) =>
    !isRecord(value) || fits(value);

/** A schema with any other keyword is left to the real validator. */
const keywords: Readonly<Record<string, Keyword>> = {
  title: () => always,
  description: () => always,
  type: (types: unknown) => {
    const wanted = [types].flat().map((type) => typeTests[String(type)] ?? never);
    return (value) => wanted.some((test) => test(value));
  },
  enum: (values: readonly unknown[]) => (value) => !isRecord(value) && !Array.isArray(value) && values.includes(value),
  minimum: (limit: number) => forNumbers((value) => value >= limit),
  maximum: (limit: number) => forNumbers((value) => value <= limit),
  exclusiveMinimum: (limit: number) => forNumbers((value) => value > limit),
  exclusiveMaximum: (limit: number) => forNumbers((value) => value < limit),
  // Letters beyond the basic plane count once in JSON Schema.
  minLength: (limit: number) => forStrings((value) => [...value].length >= limit),
  maxLength: (limit: number) => forStrings((value) => [...value].length <= limit),
  pattern: (source: string) => {
    const pattern = timedPattern(source);
    return forStrings((value) => pattern.test(value));
  },
  minProperties: (limit: number) => forObjects((value) => Object.keys(value).length >= limit),
  maxProperties: (limit: number) => forObjects((value) => Object.keys(value).length <= limit),
  minItems: (limit: number) => forArrays((value) => value.length >= limit),
  maxItems: (limit: number) => forArrays((value) => value.length <= limit),
  items: (schema: unknown, _, of) => {
    const item = of(schema);
    return forArrays((value) => value.every((part) => item(part)));
  },
  required: (names: readonly string[]) => forObjects((value) => names.every((name) => Object.hasOwn(value, name))),
  properties: (properties: Json, _, of) => {
    const parts = Object.entries(properties).map(([name, schema]) => [name, of(schema)] as const);
    return forObjects((value) => parts.every(([name, fits]) => !Object.hasOwn(value, name) || fits(value[name])));
  },
  additionalProperties: (schema: unknown, { properties }, of) => {
    const other = of(schema);
    const known = isRecord(properties) ? properties : {};
    return forObjects((value) => Object.keys(value).every((key) => Object.hasOwn(known, key) || other(value[key])));
  },
  allOf: (schemas: readonly unknown[], _, of) => {
    const all = schemas.map(of);
    return (value) => all.every((fits) => fits(value));
  },
  anyOf: (schemas: readonly unknown[], _, of) => {
    const any = schemas.map(of);
    return (value) => any.some((fits) => fits(value));
  },
};

/**
 * Whether a value fits a JSON Schema for certain; otherwise it may or may not, and `compileSchema` knows and says why.
 * Most samples fit: this saves loading and compiling, which takes longer than all other checks together. Samples may
 * have millions of values: what a schema asks for is looked up once.
 *
 * @param document a schema, with `components.schemas` for its references
 * @throws NeedsTime outside of `withinTime`
 */
export function surelyFits(document: Json, value: unknown): boolean {
  const { components, ...schema } = document;
  const named = isRecord(components) && isRecord(components['schemas']) ? components['schemas'] : {};
  const byName = new Map<string, Check>();
  let depth = 0;

  const refer = (target: unknown): Check => {
    const name = reference.exec(String(target))?.[1];
    if (name === undefined || !Object.hasOwn(named, name)) return never;
    return (part) => {
      if (depth > deepest) return false;
      const fits = byName.get(name) ?? make(named[name], 0);
      byName.set(name, fits);
      depth += 1;
      const answer = fits(part);
      depth -= 1;
      return answer;
    };
  };
  const make = (part: unknown, level: number): Check => {
    if (typeof part === 'boolean') return part ? always : never;
    if (!isRecord(part) || level > deepest) return never;
    const checks = Object.entries(part).map(([keyword, limit]) => {
      if (keyword === '$ref') return refer(limit);
      const of = (inner: unknown) => make(inner, level + 1);
      return Object.hasOwn(keywords, keyword) ? (keywords[keyword]?.(limit as never, part, of) ?? never) : never;
    });
    return (of) => checks.every((fits) => fits(of));
  };
  try {
    return make(schema, 0)(value);
  } catch (error) {
    if (error instanceof NeedsTime) throw error;
    // A keyword that holds what it must not: other rules say so.
    return false;
  }
}
