import { isRecord, type JsonPath } from './load-spec.ts';

/** One schema object of a specification. */
export interface SchemaPlace {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly path: JsonPath;
}

/** Deeper than any author writes; keeps a document that is made to hurt from doing so. */
const deepest = 200;
const single = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'] as const;
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items'] as const;
const maps = ['properties', 'patternProperties', '$defs', 'definitions'] as const;
/** What holds values of callers, in which a key named "schema" means nothing. */
const opaque = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** All schemas of a specification, each with its path, outer before inner. Values such as examples are not entered. */
export function schemasOf(root: Readonly<Record<string, unknown>>): SchemaPlace[] {
  const found: SchemaPlace[] = [];
  const seen = new Set<object>();
  const { components } = root;
  if (isRecord(components) && isRecord(components['schemas']))
    for (const [name, schema] of Object.entries(components['schemas']))
      addSchema(schema, ['components', 'schemas', name], found, seen);
  findHolders(root, [], found, seen, new Set());
  return found;
}

/**
 * Everything that has a `schema`: parameters, headers, media types. Also among the schemas, where answers of other
 * files are that were taken in.
 */
function findHolders(
  value: unknown,
  path: JsonPath,
  found: SchemaPlace[],
  seen: Set<object>,
  entered: Set<object>,
): void {
  if (typeof value !== 'object' || value === null || path.length > deepest || entered.has(value)) return;
  entered.add(value);
  for (const [key, child] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    if (opaque.has(key) && !Array.isArray(value)) continue;
    if (key === 'schema' && isRecord(child) && !Array.isArray(value)) addSchema(child, place, found, seen);
    else findHolders(child, place, found, seen, entered);
  }
}

function addSchema(schema: unknown, path: JsonPath, found: SchemaPlace[], seen: Set<object>): void {
  if (!isRecord(schema) || seen.has(schema) || path.length > deepest) return;
  seen.add(schema);
  found.push({ schema, path });
  for (const keyword of single) addSchema(schema[keyword], [...path, keyword], found, seen);
  for (const keyword of lists) {
    const list = schema[keyword];
    if (Array.isArray(list))
      for (const [index, item] of list.entries()) addSchema(item, [...path, keyword, index], found, seen);
  }
  for (const keyword of maps) {
    const map = schema[keyword];
    if (isRecord(map))
      for (const [name, item] of Object.entries(map)) addSchema(item, [...path, keyword, name], found, seen);
  }
}
