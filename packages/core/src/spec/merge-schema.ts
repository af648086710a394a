import { type Document, isAlias, isMap, isScalar, isSeq, Pair, Scalar, type YAMLMap } from 'yaml';
import type { InferredSchema } from './infer-schema.ts';
import { pointerPath } from './references.ts';
import { propertiesNode, requiredMark, requiredNode, schemaNode, schemaPairs } from './schema-nodes.ts';

/** What a merge has to know and to tell. */
export interface MergeContext {
  readonly document: Document;
  /** Where something was added, such as `inputData.properties.qubits`. */
  readonly additions: string[];
  /** Below a reference, where other places may lead as well. */
  readonly isShared?: boolean;
}

/** Keywords by which an author says what values are; where one of them is, an inferred type has no place. */
const composed = ['allOf', 'anyOf', 'oneOf', 'not', 'enum'];
const structural = ['type', 'properties', 'items', 'additionalProperties', ...composed];
const longestChain = 20;

/**
 * Adds to a schema what samples show and the schema does not say yet. What is there stays: nothing is changed,
 * loosened or removed, but for `required` as long as it is marked as inferred. So merging twice is merging once.
 *
 * @returns whether the schema was empty and is now the inferred one
 */
export function mergeSchema(node: unknown, inferred: InferredSchema, path: string, around: MergeContext): boolean {
  const map = mapOf(node, around.document);
  const context = map === node ? around : { ...around, isShared: true };
  if (map === undefined || Object.keys(inferred).every((key) => key === 'example')) return false;
  // What was written {} becomes a block where it can.
  if (map.items.length === 0) map.flow = false;
  if (!structural.some((key) => map.has(key))) {
    for (const [key, value] of schemaPairs(inferred)) add(map, key, value, path, context);
    return true;
  }
  if (composed.some((key) => map.has(key))) return false;
  const type = map.get('type') ?? (map.has('items') ? 'array' : 'object');
  const { example } = inferred;
  const fitting = (inferred.oneOf ?? [inferred]).find((alternative) => alternative.type === type);
  if (fitting === undefined) return false;
  const isFilled =
    type === 'object'
      ? mergeObject(map, fitting, path, context)
      : type === 'array' && mergeItems(map, fitting, path, context);
  if (isFilled && example !== undefined) add(map, 'example', schemaPairs({ example })[0]?.[1], path, context);
  return isFilled;
}

/** What to merge into: references and aliases are followed, within the document and not in circles. */
function mapOf(node: unknown, document: Document): YAMLMap | undefined {
  let at = node;
  for (let step = 0; step < longestChain; step += 1) {
    if (isAlias(at)) at = at.resolve(document);
    if (!isMap(at)) return undefined;
    const ref = at.get('$ref');
    // Anything but a text under this key is a property of this name.
    if (typeof ref !== 'string') return at;
    if (!ref.startsWith('#/')) return undefined;
    at = document.getIn(pointerPath(ref), true);
  }
  return undefined;
}

function mergeObject(map: YAMLMap, inferred: InferredSchema, path: string, context: MergeContext): boolean {
  const known = mapOf(map.get('properties', true), context.document);
  const others = map.get('additionalProperties', true);
  const { properties, additionalProperties, required } = inferred;
  const isOpen = !map.has('additionalProperties');
  const isEmpty = isOpen && (known === undefined || known.items.length === 0);
  if (isEmpty) {
    if (properties === undefined && additionalProperties === undefined) return false;
    if (required !== undefined) add(map, 'required', schemaPairs({ required })[0]?.[1], path, context);
    if (properties !== undefined) add(map, 'properties', propertiesNode(properties), path, context);
    if (additionalProperties !== undefined)
      add(map, 'additionalProperties', schemaNode(additionalProperties), path, context);
    return true;
  }
  updateRequired(map, inferred, path, context);
  if (additionalProperties !== undefined) mergeSchema(others, additionalProperties, `${path}.*`, context);
  for (const [name, schema] of properties ?? []) {
    const place = `${path}.properties.${name}`;
    const pair = known?.items.find(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === name);
    if (pair !== undefined) {
      // A name with nothing behind it is a schema that is still to be written.
      if (pair.value === null || (isScalar(pair.value) && pair.value.value === null)) {
        pair.value = schemaNode(schema);
        context.additions.push(place);
      } else mergeSchema(pair.value, schema, place, context);
    } else if (!isOpen) mergeSchema(others, schema, `${path}.*`, context);
    else if (known !== undefined) {
      known.items.push(new Pair(new Scalar(name), schemaNode(schema)));
      context.additions.push(place);
    }
  }
  return false;
}

/**
 * Keeps a list that was inferred what its mark says it is. Where several places lead to one schema, names only go:
 * each place would otherwise bring back what another has taken away.
 */
function updateRequired(
  map: YAMLMap,
  { properties, required = [] }: InferredSchema,
  path: string,
  context: MergeContext,
): void {
  const list = map.get('required', true);
  const isOurs = isSeq(list) && list.flow === true && map.flow !== true && list.comment === requiredMark;
  if (!isOurs || properties === undefined) return;
  const names = list.items.map((item) => String(isScalar(item) ? item.value : item));
  const kept = names.filter((name) => required.includes(name));
  const added = context.isShared === true ? [] : required.filter((name) => !names.includes(name));
  if (kept.length === names.length && added.length === 0) return;
  if (kept.length + added.length === 0) map.delete('required');
  else map.set('required', requiredNode([...kept, ...added]));
  context.additions.push(`${path}.required`);
}

function mergeItems(map: YAMLMap, { items }: InferredSchema, path: string, context: MergeContext): boolean {
  if (items === undefined) return false;
  if (map.has('items')) mergeSchema(map.get('items', true), items, `${path}.items`, context);
  else add(map, 'items', schemaNode(items), path, context);
  return false;
}

/** Adds a keyword that is not there yet, or that has nothing behind it; an example stays the last of all. */
function add(map: YAMLMap, key: string, value: unknown, path: string, { additions }: MergeContext): void {
  const present = map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
  if (present !== undefined) {
    const { value: node } = present;
    const isNothing = node === null || (isScalar(node) && node.value === null);
    if (isNothing && key !== 'example') present.value = value;
    else if (key === 'properties' && isMap(node) && node.items.length === 0 && isMap(value))
      node.items.push(...value.items);
    else return;
  } else {
    const example = map.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === 'example');
    map.items.splice(example === -1 ? map.items.length : example, 0, new Pair(new Scalar(key), value));
  }
  additions.push(`${path}.${key}`);
}
