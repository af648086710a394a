import { posix } from 'node:path';
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

/** Reads a file of the project; undefined where there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** A place in a file of the project. */
export interface Target {
  /** Relative to the project. One that leads out of it names no file that is read: {@link readInside}. */
  readonly file: string;
  /** Undefined where it is written as no pointer: it then leads nowhere. */
  readonly pointer: readonly string[] | undefined;
}

/** Where a reference leads that stands in the file `base`; undefined for an address on the network. */
export function targetOf(ref: string, base: string): Target | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(ref)) return undefined;
  const [path = '', pointer = ''] = ref.split('#');
  const file =
    path === '' ? base : posix.normalize(posix.join(posix.isAbsolute(path) ? '' : posix.dirname(base), path));
  return { file, pointer: pointer === '' || pointer.startsWith('/') ? pointerPath(ref) : undefined };
}

export function isOutside(file: string): boolean {
  return posix.isAbsolute(file) || file === '..' || file.startsWith('../') || file.includes('\\');
}

/** Reads what a reference names. A document must not show files that are not of its project. */
export async function readInside(file: string, read: ReadText): Promise<string | undefined> {
  return isOutside(file) ? undefined : read(file);
}

/** What stands at a place; undefined where there is none. References on the way are not followed. */
export function placeIn(root: unknown, pointer: JsonPath | undefined): unknown {
  if (pointer === undefined) return undefined;
  return pointer.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    root,
  );
}
