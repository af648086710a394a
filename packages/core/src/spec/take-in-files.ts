import { posix } from 'node:path';
import { isRecord, loadSpec, type Spec } from './load-spec.ts';
import { placeIn, type ReadText, readInside, referencesOf, type Target, targetOf } from './references.ts';

type Json = Record<string | number, unknown>;

/**
 * The values of a specification, with the schemas of other files that it refers to among its own: every reference
 * then leads to a place in the document, but for those to the network, and for those that lead nowhere. Nothing is
 * written out, so that the answer is not larger than all files together, and what refers to itself may.
 *
 * @param read files of the project; those outside of it are not asked for
 */
export async function takeInFiles(spec: Spec, read: ReadText): Promise<Spec['root']> {
  if (spec.root === undefined || referencesOf(spec.root).every(({ target }) => target.startsWith('#')))
    return spec.root;
  const root = loadSpec(spec.text, spec.file).root as Json;
  const files = new Map<string, unknown>([[spec.file, root]]);
  const names = new Map<string, string>();
  const schemas = schemasIn(root);

  const load = async (file: string): Promise<unknown> => {
    const known = files.has(file) ? files.get(file) : loadSpec((await readInside(file, read)) ?? '', file).root;
    files.set(file, known);
    return known;
  };

  const pending: [unknown, string][] = [[root, spec.file]];
  const take = async ({ file, pointer }: Target): Promise<string | undefined> => {
    const key = JSON.stringify([file, pointer]);
    const known = names.get(key);
    if (known !== undefined) return known;
    const found = placeIn(await load(file), pointer);
    if (found === undefined) return undefined;
    const name = freeName(pointer?.at(-1) ?? posix.basename(file, posix.extname(file)), schemas);
    names.set(key, name);
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
  return root;
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
