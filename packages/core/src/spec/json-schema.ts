import { isRecord } from './load-spec.ts';

type Json = Readonly<Record<string, unknown>>;

/** Keywords that hold for values in the same way in OpenAPI 3.0 and in JSON Schema. */
const same = new Set([
  'type',
  'enum',
  'multipleOf',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxProperties',
  'minProperties',
  'required',
  'title',
  'description',
]);
const deepest = 200;

/** What a JSON Schema was made of, by what was made. */
const origins = new WeakMap<object, Json>();

/** The schema of the specification that a part of a JSON Schema was made of, as far as that is known. */
export function originOf(made: object): Json | undefined {
  return origins.get(made);
}

/**
 * A schema of OpenAPI 3.0 as JSON Schema (draft 7): `nullable`, boolean `exclusiveMinimum` and what stands beside a
 * `$ref` are the differences. References stay as they are written.
 */
export function toJsonSchema(schema: unknown, depth = 0): Json | boolean {
  if (typeof schema === 'boolean') return schema;
  if (!isRecord(schema) || depth > deepest) return {};
  // Source: OpenAPI 3.0.3, Reference Object: what stands beside a $ref is ignored.
  // What is not in the document is not known: `takeInFiles` has brought in what could be.
  if (typeof schema['$ref'] === 'string') return schema['$ref'].startsWith('#') ? { $ref: schema['$ref'] } : {};
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (same.has(key)) result[key] = value;
    else if (key === 'items' || key === 'not' || key === 'additionalProperties')
      result[key] = toJsonSchema(value, depth + 1);
    else if ((key === 'allOf' || key === 'anyOf' || key === 'oneOf') && Array.isArray(value))
      result[key] = value.map((item) => toJsonSchema(item, depth + 1));
    else if (key === 'properties' && isRecord(value))
      result[key] = Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, toJsonSchema(item, depth + 1)]),
      );
    else if (key === 'minimum') result[schema['exclusiveMinimum'] === true ? 'exclusiveMinimum' : key] = value;
    else if (key === 'maximum') result[schema['exclusiveMaximum'] === true ? 'exclusiveMaximum' : key] = value;
  }
  const whole = schema['nullable'] === true ? orNull(result) : result;
  for (const made of [result, whole]) origins.set(made, schema);
  return whole;
}

function orNull(schema: Readonly<Record<string, unknown>>): Json {
  const { type } = schema;
  const isPlain =
    typeof type === 'string' && !('enum' in schema || 'allOf' in schema || 'oneOf' in schema || 'anyOf' in schema);
  if (isPlain) return { ...schema, type: [type, 'null'] };
  // Strictly, nullable means something beside a type only; but everybody who writes it means this.
  return Object.keys(schema).length === 0 ? {} : { anyOf: [schema, { type: 'null' }] };
}

/** A whole document as ajv takes it: the wanted schema, and all schemas of the document for its references. */
export function documentSchema(root: Json, name: string): Json {
  const components = root['components'];
  const schemas = isRecord(components) && isRecord(components['schemas']) ? components['schemas'] : {};
  return {
    $ref: `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, toJsonSchema(schema)])),
    },
  };
}
