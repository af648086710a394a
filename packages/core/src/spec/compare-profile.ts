import { isRecord, type JsonPath } from './load-spec.ts';
import { type ServiceApi, serviceApi } from './profile-api.ts';
import { resolvePointer } from './references.ts';

type Json = Readonly<Record<string, unknown>>;

/** Something that the platform provides and that the specification describes otherwise. */
export interface ProfileDifference {
  readonly kind: 'operation-added' | 'operation-removed' | 'operation-changed' | 'job-changed';
  readonly path: JsonPath;
  /** One sentence. */
  readonly message: string;
  /** What to do, in the imperative. */
  readonly remedy: string;
}

/** What authors may word as they like. */
const annotations = new Set([
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'tags',
  'operationId',
  'externalDocs',
]);
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** What a field is when it is not written. */
const defaults: Json = { required: false, deprecated: false, nullable: false, readOnly: false, writeOnly: false };

/**
 * Holds the operations and fixed schemas of a specification against those of the platform. Words (titles,
 * descriptions, examples, tags, `x-` fields) are free; parameters, bodies, status codes, headers, media types and
 * the job are not. References to parameters, responses and the like count as what they lead to.
 */
export function compareWithProfile(root: Json, api: ServiceApi = serviceApi()): ProfileDifference[] {
  const found: ProfileDifference[] = [];
  const paths = isRecord(root['paths']) ? root['paths'] : {};
  for (const { path, method, operation } of api.operations) {
    const item = paths[path];
    const own = isRecord(item) ? item[method] : undefined;
    const name = `${method.toUpperCase()} ${path}`;
    if (isRecord(item) && isRecord(own)) {
      const shared = Array.isArray(item['parameters']) ? item['parameters'] : [];
      const places: Difference[] = [];
      compare(meaning(operation, root), meaning(withParameters(own, shared), root), [], places);
      for (const { at, what } of places)
        found.push({
          kind: 'operation-changed',
          path: ['paths', path, method, ...at],
          message: `${name}: ${what}.`,
          remedy: 'Restore it: the platform answers these calls, so they are the same for every service.',
        });
    } else {
      const remedy = 'Put it back: the platform offers this call for every service.';
      found.push({ kind: 'operation-removed', path: ['paths', path], message: `${name} is missing.`, remedy });
    }
  }
  for (const [path, item] of Object.entries(paths)) {
    if (path.startsWith('x-') || !isRecord(item)) continue;
    for (const method of methods) {
      if (!(method in item) || api.operations.some((known) => known.path === path && known.method === method)) continue;
      const message = `${method.toUpperCase()} ${path} is no call of the platform.`;
      const remedy = 'Remove it: the platform would not pass it on to the service.';
      found.push({ kind: 'operation-added', path: ['paths', path, method], message, remedy });
    }
  }
  const components = isRecord(root['components']) ? root['components'] : {};
  const schemas = isRecord(components['schemas']) ? components['schemas'] : {};
  for (const [name, schema] of Object.entries(api.fixedSchemas)) {
    const places: Difference[] = [];
    if (!isRecord(schemas[name])) places.push({ at: [], what: 'it is missing' });
    else compare(meaning(schema, {}), meaning(schemas[name], {}), [], places);
    for (const { at, what } of places)
      found.push({
        kind: 'job-changed',
        path: ['components', 'schemas', name, ...at],
        message: `The schema ${name} is not the platform's: ${what}.`,
        remedy: 'Restore it: the platform makes the job, not the service.',
      });
  }
  return found;
}

interface Difference {
  readonly at: JsonPath;
  readonly what: string;
}

/** An operation's own parameters override those of its path. */
function withParameters(operation: Json, shared: readonly unknown[]): Json {
  if (shared.length === 0) return operation;
  const own = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  return { ...operation, parameters: [...shared, ...own] };
}

/** A value without what is free, with lists whose order means nothing as maps. */
function meaning(value: unknown, root: Json, inNames = false, depth = 0): unknown {
  if (depth > 60) return value;
  if (Array.isArray(value)) return value.map((item) => meaning(item, root, false, depth + 1));
  if (!isRecord(value)) return value;
  const { $ref } = value;
  if (typeof $ref === 'string' && !inNames) {
    if ($ref.startsWith('#/components/schemas/')) return { $ref };
    const target = resolvePointer(root, $ref);
    return target === undefined ? { $ref } : meaning(target, root, false, depth + 1);
  }
  const result: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (!inNames && (annotations.has(key) || key.startsWith('x-') || defaults[key] === item)) continue;
    result.push([key, orderless(key, meaning(item, root, !inNames && key === 'properties', depth + 1), inNames)]);
  }
  return Object.fromEntries(result);
}

function orderless(key: string, value: unknown, inNames: boolean): unknown {
  if (inNames || !Array.isArray(value)) return value;
  if (key === 'parameters')
    return Object.fromEntries(
      value.map((item, index) => [isRecord(item) ? `${item['in']} parameter ${item['name']}` : String(index), item]),
    );
  if (key !== 'oneOf' && key !== 'enum' && key !== 'required') return value;
  return value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function compare(expected: unknown, actual: unknown, at: JsonPath, found: Difference[]): void {
  if (isRecord(expected) && isRecord(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const place = [...at, key];
      if (!Object.hasOwn(actual, key)) found.push({ at, what: `${nameOf(place)} is missing` });
      else if (!Object.hasOwn(expected, key)) found.push({ at: place, what: `${nameOf(place)} has been added` });
      else compare(expected[key], actual[key], place, found);
    }
  } else if (JSON.stringify(expected) !== JSON.stringify(actual)) {
    const [want, is] = [expected, actual].map(short);
    found.push({ at, what: `${nameOf(at)} is ${is}, the platform has ${want}` });
  }
}

function nameOf(at: JsonPath): string {
  const [first, second] = at;
  const rest = at.slice(2).join('.');
  const inside = (what: string) => (rest === '' ? what : `${rest} of ${what}`);
  if (first === 'responses' && second !== undefined) return inside(`status code ${second}`);
  if (first === 'parameters' && second !== undefined) return inside(`the ${second}`);
  return at.length === 0 ? 'it' : at.join('.');
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
