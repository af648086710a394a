import { isRecord, type JsonPath } from './load-spec.ts';
import { type SchemaPlace, schemasOf } from './walk-schemas.ts';

/** Something that OpenAPI 3.1 has and 3.0 has not. */
export interface NewerConstruct {
  readonly path: JsonPath;
  /** As it is written, for messages: `type: [string, "null"]`. */
  readonly construct: string;
  /** What 3.0 writes instead, in the imperative. */
  readonly remedy: string;
}

const leaveOut = 'Leave it out: OpenAPI 3.0 has nothing that does the same.';

/** Keywords of newer JSON Schema by what to write instead. */
const newerKeywords: Readonly<Record<string, string>> = {
  $schema: 'Leave it out: in OpenAPI 3.0 every schema is in the dialect of the specification.',
  $id: leaveOut,
  $anchor: leaveOut,
  $comment: 'Write a YAML comment.',
  $defs: 'Move the schemas to components.schemas.',
  $dynamicRef: leaveOut,
  const: 'Write an enum with one value.',
  examples: 'Write one example under the keyword example.',
  if: 'Describe the alternatives with oneOf.',
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: 'Describe the alternatives with oneOf.',
  else: 'Describe the alternatives with oneOf.',
  prefixItems: 'Describe all items with one schema under items.',
  contains: leaveOut,
  minContains: leaveOut,
  maxContains: leaveOut,
  propertyNames: leaveOut,
  patternProperties: 'Describe the values under additionalProperties.',
  unevaluatedProperties: 'Use additionalProperties.',
  unevaluatedItems: leaveOut,
  dependentRequired: leaveOut,
  dependentSchemas: leaveOut,
  contentEncoding: 'Write format: byte for base64.',
  contentMediaType: 'Tell it in the description.',
};

/** What of a specification belongs to OpenAPI 3.1, each with its place and what 3.0 writes instead. */
export function newerConstructs(root: Readonly<Record<string, unknown>>): NewerConstruct[] {
  const found: NewerConstruct[] = [];
  const add = (path: JsonPath, construct: string, remedy: string) => found.push({ path, construct, remedy });

  const version = root['openapi'];
  if (typeof version === 'string' && /^3\.[1-9]/.test(version))
    add(['openapi'], `openapi: ${version}`, 'Write openapi: 3.0.3; the platform reads OpenAPI 3.0.');
  if ('webhooks' in root) add(['webhooks'], 'webhooks', 'Leave them out: a service has no webhooks on the platform.');
  if ('jsonSchemaDialect' in root) add(['jsonSchemaDialect'], 'jsonSchemaDialect', leaveOut);
  if ('$schema' in root) add(['$schema'], '$schema', 'Leave it out.');
  const { info, components } = root;
  if (isRecord(info)) {
    if ('summary' in info) add(['info', 'summary'], 'info.summary', 'Put it into info.description.');
    if (isRecord(info['license']) && 'identifier' in info['license'])
      add(['info', 'license', 'identifier'], 'license.identifier', 'Give the url of the licence.');
  }
  if (isRecord(components) && 'pathItems' in components)
    add(['components', 'pathItems'], 'components.pathItems', leaveOut);
  for (const place of schemasOf(root)) inSchema(place, add);
  return found;
}

function inSchema(
  { schema, path }: SchemaPlace,
  add: (path: JsonPath, construct: string, remedy: string) => void,
): void {
  const { type } = schema;
  if (Array.isArray(type)) {
    const others = type.filter((name) => name !== 'null');
    const written = `type: [${type.map((name) => (name === 'null' ? '"null"' : String(name))).join(', ')}]`;
    const isNullable = others.length === 1 && type.length === 2;
    const remedy = isNullable
      ? `Write type: ${others[0]} and nullable: true.`
      : 'Write one schema for each type under oneOf.';
    add([...path, 'type'], written, remedy);
  } else if (type === 'null')
    add([...path, 'type'], 'type: "null"', 'Write nullable: true beside the type of the other values.');
  for (const [keyword, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const)
    if (typeof schema[keyword] === 'number')
      add([...path, keyword], `${keyword} as a number`, `Write ${bound}: ${schema[keyword]} and ${keyword}: true.`);
  for (const keyword of Object.keys(schema))
    if (Object.hasOwn(newerKeywords, keyword)) add([...path, keyword], keyword, newerKeywords[keyword] ?? leaveOut);
}
