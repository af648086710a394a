import { isRecord, type OwnSchema, serviceApi, toJsonSchema } from '@planqk-service/core';

type Json = Readonly<Record<string, unknown>>;

const deepest = 40;
const localReference = /^#\/components\/schemas\/([^/]+)$/;

/**
 * The schemas that belong to the author, as JSON Schema with references written out; what contains itself is cut off
 * where it does. Null where the specification has none.
 */
export function ownSchemas(root: Json | undefined): Record<OwnSchema, unknown> {
  const components = root?.['components'];
  const named = isRecord(components) && isRecord(components['schemas']) ? components['schemas'] : {};
  const names = Object.keys(serviceApi().ownSchemas) as OwnSchema[];
  return Object.fromEntries(
    names.map((name) => [name, Object.hasOwn(named, name) ? writtenOut(toJsonSchema(named[name]), named, []) : null]),
  ) as Record<OwnSchema, unknown>;
}

function writtenOut(schema: unknown, named: Json, inside: readonly string[]): unknown {
  if (Array.isArray(schema)) return schema.map((item) => writtenOut(item, named, inside));
  if (!isRecord(schema)) return schema;
  const [, name] = localReference.exec(String(schema['$ref'] ?? '')) ?? [];
  if (name !== undefined) {
    if (inside.includes(name) || inside.length > deepest || !Object.hasOwn(named, name)) return {};
    return writtenOut(toJsonSchema(named[name]), named, [...inside, name]);
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, writtenOut(value, named, inside)]));
}
