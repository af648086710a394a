import { posix } from 'node:path';
import type { Location } from '../check/finding.ts';
import { isRecord, type JsonPath, loadSpec, type Spec } from './load-spec.ts';
import { placeIn, type ReadText, readInside, referencesOf, type Target, targetOf } from './references.ts';

type Json = Record<string | number, unknown>;

/** A specification with the schemas of other files among its own. */
export interface WholeSpec {
  readonly root: NonNullable<Spec['root']>;
  /** As `locate` of a {@link Spec}; what was taken in stands in its own file. */
  locate(path: JsonPath): Location;
}

/**
 * The values of a specification, with the schemas of other files that it refers to among its own: every reference
 * then leads to a place in the document, but for those to the network, and for those that lead nowhere. Nothing is
 * written out, so that the answer is not larger than all files together, and what refers to itself may.
 *
 * @param read files of the project; those outside of it are not asked for
 */
export async function takeInFiles(spec: Spec, read: ReadText): Promise<Spec['root']> {
  return (await wholeSpec(spec, read))?.root;
}

/** As {@link takeInFiles}, with the places of everything; undefined for a specification that cannot be read. */
export async function wholeSpec(spec: Spec, read: ReadText): Promise<WholeSpec | undefined> {
  if (spec.root === undefined) return undefined;
  if (referencesOf(spec.root).every(({ target }) => target.startsWith('#')))
    return { root: spec.root, locate: spec.locate };
  const root = loadSpec(spec.text, spec.file).root as Json;
  const files = new Map<string, Pick<Spec, 'root' | 'locate'>>([[spec.file, { root, locate: spec.locate }]]);
  const names = new Map<string, string>();
  const origins = new Map<string, (path: JsonPath) => Location>();
  const schemas = schemasIn(root);

  const load = async (file: string) => {
    const known = files.get(file) ?? loadSpec((await readInside(file, read)) ?? '', file);
    files.set(file, known);
    return known;
  };

  const pending: [unknown, string][] = [[root, spec.file]];
  const take = async ({ file, pointer }: Target): Promise<string | undefined> => {
    const key = JSON.stringify([file, pointer]);
    const known = names.get(key);
    if (known !== undefined) return known;
    const { root: values, locate } = await load(file);
    const found = placeIn(values, pointer);
    if (found === undefined || pointer === undefined) return undefined;
    const name = freeName(pointer.at(-1) ?? posix.basename(file, posix.extname(file)), schemas);
    names.set(key, name);
    origins.set(name, (path) => locate([...pointer, ...path]));
    schemas[name] = found;
    pending.push([found, file]);
    return name;
  };

  // One place may be inside of another that is taken in as well.
  const done = new Set<unknown>();
  for (const [value, base] of pending)
    for (const { target, path } of referencesOf(value)) {
      const holder = placeIn(value, path.slice(0, -1)) as Json;
      const place = targetOf(target, base);
      if (done.has(holder) || place === undefined) continue;
      done.add(holder);
      if (place.file === spec.file) holder['$ref'] = `#${target.split('#')[1] ?? ''}`;
      else {
        const name = await take(place);
        if (name !== undefined) holder['$ref'] = `#/components/schemas/${name}`;
      }
    }
  const locate = (path: JsonPath) => {
    const origin = path[0] === 'components' && path[1] === 'schemas' ? origins.get(String(path[2])) : undefined;
    return origin?.(path.slice(3)) ?? spec.locate(path);
  };
  return { root, locate };
}

function schemasIn(root: Json): Json {
  for (const [holder, key] of [
    [root, 'components'],
    [root['components'], 'schemas'],
  ] as const)
    if (isRecord(holder) && !isRecord((holder as Json)[key])) (holder as Json)[key] = {};
  return (root['components'] as Json)['schemas'] as Json;
}

function freeName(wanted: string, taken: Json): string {
  let name = wanted.replaceAll(/[^\w.-]/g, '_');
  while (Object.hasOwn(taken, name)) name += '_';
  return name;
}
