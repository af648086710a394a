import { isRecord, type JsonPath } from './load-spec.ts';

/** A `$ref` and where it stands. */
export interface Reference {
  readonly target: string;
  readonly path: JsonPath;
}

const deepest = 400;
/** What holds values of callers. */
const values = new Set(['example', 'default', 'enum']);
/** What holds things by names that authors choose, which may be words of OpenAPI. */
const named = new Set(['properties', 'responses', 'schemas', 'headers', 'requestBodies', 'paths', 'callbacks']);

/** All references of a document; those inside examples and other values of callers are only texts. */
export function referencesOf(root: unknown): Reference[] {
  const found: Reference[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown, path: JsonPath, inNames: boolean): void => {
    if (typeof value !== 'object' || value === null || seen.has(value) || path.length > deepest) return;
    seen.add(value);
    if (!inNames && isRecord(value) && typeof value['$ref'] === 'string')
      found.push({ target: value['$ref'], path: [...path, '$ref'] });
    for (const [key, child] of Object.entries(value)) {
      if (!inNames && (values.has(key) || key.startsWith('x-'))) continue;
      visit(child, [...path, Array.isArray(value) ? Number(key) : key], !inNames && named.has(key));
    }
  };
  visit(root, [], false);
  return found;
}

/** What a reference within the document leads to, or undefined. References to references are followed, not in circles. */
export function resolvePointer(root: unknown, ref: string, depth = 0): unknown {
  if (!ref.startsWith('#')) return undefined;
  let value: unknown = root;
  for (const step of pointerPath(ref)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  if (!isRecord(value) || typeof value['$ref'] !== 'string') return value;
  return depth > 20 ? undefined : resolvePointer(root, value['$ref'], depth + 1);
}

/** The keys that `#/a/b~1c` names; percent-encoding is undone, as in a URI. */
export function pointerPath(ref: string): string[] {
  const [, pointer = ''] = ref.split('#');
  return pointer
    .split('/')
    .slice(1)
    .map((step) => decode(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
