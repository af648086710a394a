import type { JsonText } from '../contract/json-text.ts';
import { cutExample } from './cut-example.ts';
import { isMapLike } from './map-keys.ts';
import { scanInto } from './scan-json.ts';
import { newShape, type ObjectShape, type Shape, uniteAll } from './shape.ts';

/** A schema of OpenAPI 3.0, as far as {@link inferSchema} writes it. */
export interface InferredSchema {
  readonly type?: 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';
  /** Beside a type only, as OpenAPI 3.0 has it; without one where nothing but null was seen. */
  readonly nullable?: true;
  readonly items?: InferredSchema;
  /** By name; a map, because `__proto__` is a name as well. */
  readonly properties?: ReadonlyMap<string, InferredSchema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: InferredSchema;
  readonly oneOf?: readonly InferredSchema[];
  /** At the top only: the first sample, cut down when it is large. */
  readonly example?: JsonText;
}

/**
 * Describes samples of one thing by a schema of OpenAPI 3.0 that all of them fit.
 *
 * - `integer` where every number was written without fraction and exponent, otherwise `number`
 * - `nullable: true` where null was seen
 * - `required`: what is in every object of that place
 * - all elements of all arrays of one place share one `items`; arrays in arrays are matrices
 * - `oneOf` where values are of several kinds
 * - `additionalProperties` where keys are data, as in counts by bit string ({@link isMapLike} has the rules)
 * - below 48 levels everything is accepted
 *
 * Numbers are read as they are written: 9007199254740993 is an integer, 1e400 a number. One pass over each text and
 * no values in between, so that samples of 50 MB are fine. No samples: the schema that accepts everything.
 */
export function inferSchema(samples: readonly JsonText[]): InferredSchema {
  const shape = newShape();
  for (const sample of samples) scanInto(shape, sample);
  const [first] = samples;
  const example = first && cutExample(first);
  return { ...schemaOf(shape), ...(example && { example }) };
}

function schemaOf(shape: Shape): InferredSchema {
  if (shape.isCut) return {};
  const kinds: InferredSchema[] = [];
  if (shape.booleans > 0) kinds.push({ type: 'boolean' });
  if (shape.numbers > 0) kinds.push({ type: 'number' });
  else if (shape.integers > 0) kinds.push({ type: 'integer' });
  if (shape.strings > 0) kinds.push({ type: 'string' });
  if (shape.array !== undefined)
    kinds.push({ type: 'array', items: shape.array.items === undefined ? {} : schemaOf(shape.array.items) });
  if (shape.object !== undefined) kinds.push(objectSchema(shape.object));

  const [first, ...others] = kinds;
  const isNullable = shape.nulls > 0;
  if (first === undefined) return isNullable ? { nullable: true } : {};
  const { type, ...rest } = first;
  const whole = isNullable && type !== undefined ? { type, nullable: true as const, ...rest } : first;
  return others.length === 0 ? whole : { oneOf: [whole, ...others] };
}

function objectSchema(object: ObjectShape): InferredSchema {
  if (isMapLike(object)) {
    const values = object.rest ?? uniteAll([...object.properties.values()].map(({ shape }) => shape));
    return { type: 'object', additionalProperties: schemaOf(values) };
  }
  const properties = new Map<string, InferredSchema>();
  const required: string[] = [];
  for (const [key, { shape, seenIn }] of object.properties) {
    properties.set(key, schemaOf(shape));
    if (seenIn === object.count) required.push(key);
  }
  if (properties.size === 0) return { type: 'object' };
  return { type: 'object', ...(required.length > 0 && { required }), properties };
}

/** The same schema as plain values, for ajv, JSON and other tools; the example keeps its numbers' spelling. */
export function plainSchema(schema: InferredSchema): Readonly<Record<string, unknown>> {
  const { items, properties, additionalProperties, oneOf, ...rest } = schema;
  return {
    ...rest,
    ...(items && { items: plainSchema(items) }),
    ...(properties && {
      properties: Object.fromEntries([...properties].map(([name, value]) => [name, plainSchema(value)])),
    }),
    ...(additionalProperties && { additionalProperties: plainSchema(additionalProperties) }),
    ...(oneOf && { oneOf: oneOf.map(plainSchema) }),
  };
}
