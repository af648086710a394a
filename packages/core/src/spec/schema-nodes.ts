import { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { keyAt, skipBlanks, stringEnd } from '../contract/json-skip.ts';
import type { JsonText } from '../contract/json-text.ts';
import type { InferredSchema } from './infer-schema.ts';

/** Lists of names up to this length stand on one line. */
const shortList = 8;

/** A schema as YAML, in the order in which authors write the keywords. */
export function schemaNode(schema: InferredSchema): YAMLMap {
  const map = new YAMLMap();
  for (const [key, node] of schemaPairs(schema)) map.items.push(new Pair(new Scalar(key), node));
  return map;
}

/** The keywords of a schema, each with its YAML. */
export function schemaPairs(schema: InferredSchema): (readonly [string, unknown])[] {
  const { type, nullable, required, properties, additionalProperties, items, oneOf, example } = schema;
  const pairs: (readonly [string, unknown])[] = [];
  if (type !== undefined) pairs.push(['type', new Scalar(type)]);
  if (nullable !== undefined) pairs.push(['nullable', new Scalar(true)]);
  if (required !== undefined) pairs.push(['required', requiredNode(required)]);
  if (properties !== undefined) pairs.push(['properties', propertiesNode(properties)]);
  if (additionalProperties !== undefined) pairs.push(['additionalProperties', schemaNode(additionalProperties)]);
  if (items !== undefined) pairs.push(['items', schemaNode(items)]);
  if (oneOf !== undefined) pairs.push(['oneOf', listNode(oneOf.map(schemaNode))]);
  if (example !== undefined) pairs.push(['example', jsonNode(example)]);
  return pairs;
}

export function propertiesNode(properties: ReadonlyMap<string, InferredSchema>): YAMLMap {
  const map = new YAMLMap();
  for (const [name, schema] of properties) map.items.push(new Pair(new Scalar(name), schemaNode(schema)));
  return map;
}

/** Says that a list is kept up to date with the samples; an author who takes it away has the list for their own. */
export const requiredMark = ' in every sample';

export function requiredNode(names: readonly string[]): YAMLSeq {
  const list = listNode(names.map((name) => new Scalar(name)));
  list.flow = true;
  list.comment = requiredMark;
  return list;
}

function listNode(items: readonly (Scalar | YAMLMap)[]): YAMLSeq {
  const list = new YAMLSeq();
  list.items.push(...items);
  list.flow = items.length <= shortList && items.every((item) => item instanceof Scalar);
  return list;
}

/** A JSON text as YAML; numbers keep their spelling ({@link yamlOptions} writes their source). */
function jsonNode({ text }: JsonText): Scalar | YAMLMap | YAMLSeq {
  let at = 0;
  const read = (): Scalar | YAMLMap | YAMLSeq => {
    at = skipBlanks(text, at);
    const from = at;
    const char = text[at];
    if (char === '"') {
      at = stringEnd(text, at);
      return new Scalar(JSON.parse(text.slice(from, at)) as string);
    }
    if (char === '{') return readMap();
    if (char === '[') return readList();
    while (at < text.length && !',]} \n\r\t'.includes(text[at] as string)) at += 1;
    const source = text.slice(from, at);
    const scalar = new Scalar(JSON.parse(source) as unknown);
    if (typeof scalar.value === 'number') scalar.source = source;
    return scalar;
  };
  const next = () => {
    at = skipBlanks(text, at);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
    return text[at];
  };
  const readMap = (): YAMLMap => {
    // YAML has no duplicate keys; as everywhere, the last one stays.
    const entries = new Map<string, unknown>();
    at = skipBlanks(text, at + 1);
    while (next() !== '}') {
      const end = stringEnd(text, at);
      const key = keyAt(text, at, end);
      at = skipBlanks(text, end) + 1;
      entries.set(key, read());
    }
    at += 1;
    const map = new YAMLMap();
    for (const [key, node] of entries) map.items.push(new Pair(new Scalar(key), node));
    return map;
  };
  const readList = (): YAMLSeq => {
    const list = new YAMLSeq();
    at = skipBlanks(text, at + 1);
    while (next() !== ']') list.items.push(read());
    at += 1;
    list.flow = list.items.every((item) => item instanceof Scalar && typeof item.value !== 'string');
    return list;
  };
  return read();
}
