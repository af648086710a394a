import { posix } from 'node:path';
import { ServiceError } from '../errors/index.ts';
import { entriesOf, type Keys, placeOf, textOf, valuesOf } from './bundle-values.ts';
import type { Spec } from './load-spec.ts';
import { type ReadText, readInside, type Target, targetOf } from './references.ts';
import { countRepetition, TooLong } from './repetition.ts';

/** Of characters. More is no longer read by anybody, and soon more than fits into memory. */
const mostRepeated = 1_000_000;
/** References behind references. What is deeper nested than this is no longer written by recursion. */
const longestChain = 50;

type Load = (file: string) => Promise<unknown>;

/** Where a value that is written out stands. */
interface Place {
  readonly file: string;
  /** What is being written out, outermost first, as `file#/pointer`. */
  readonly chain: readonly string[];
  /** Keys from the root of the bundle, the first two of them. */
  readonly path: readonly string[];
  readonly inSchema: boolean;
  /** The keys are names that authors choose, which may be words of OpenAPI. */
  readonly inNames: boolean;
}

/**
 * A specification as one file, with every reference written out, those to other files included. What contains itself
 * stays a reference, to a schema under `components.schemas`, where it is put when it comes from another file. Where
 * schemas are referred to so often that more than a million characters would be repeated, all of them stay references of
 * this kind. Addresses on the network stay as they are.
 *
 * @param spec one without problems
 * @param read files of the project; those outside of it are not asked for
 * @returns YAML; numbers are spelled as they were, comments are not kept
 * @throws ServiceError CONFIG_INVALID for a reference that leads nowhere, or to a file that cannot be read as YAML, and
 *   where what is no schema is repeated that often
 */
export async function bundleSpec(spec: Spec, read: ReadText): Promise<string> {
  const files = new Map<string, Promise<unknown>>([[spec.file, Promise.resolve(valuesOf(spec.text, spec.file))]]);
  const load: Load = (file) => {
    const known =
      files.get(file) ?? readInside(file, read).then((text) => (text === undefined ? undefined : valuesOf(text, file)));
    files.set(file, known);
    return known;
  };
  for (const keepsSchemas of [false, true]) {
    try {
      return textOf(await writeOut(spec.file, load, keepsSchemas));
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
    }
  }
  const problems = ['written out, its references repeat more than a million characters'];
  throw new ServiceError('CONFIG_INVALID', { path: spec.file, problems });
}

/** @throws TooLong, and as {@link bundleSpec} */
async function writeOut(own: string, load: Load, keepsSchemas: boolean): Promise<Keys> {
  const root = await load(own);
  const hoisted = new Map<string, string>();
  const added: [string, unknown][] = [];
  const names = new Set(entriesOf(placeOf(root, ['components', 'schemas'])).map(([name]) => String(name)));
  const count = countRepetition(mostRepeated);

  const follow = async (target: string, from: Place): Promise<unknown> => {
    const place = targetOf(target, from.file);
    if (place === undefined) return new Map([['$ref', target]]);
    const key = `${place.file}#/${place.pointer?.join('/')}`;
    if (from.chain.includes(key) || (keepsSchemas && from.inSchema))
      return new Map([['$ref', `#/components/schemas/${await nameOf(key, target, place)}`]]);
    if (from.chain.length === longestChain) throw new TooLong();
    return expand(await find(target, place), { ...from, file: place.file, chain: [...from.chain, key], path: [] });
  };

  const find = async (target: string, { file, pointer }: Target): Promise<unknown> => {
    const value = placeOf(await load(file), pointer);
    if (value === undefined)
      throw new ServiceError('CONFIG_INVALID', { path: own, problems: [`the reference "${target}" leads nowhere`] });
    return value;
  };

  /** The schema that stays a reference; what is not one of ours becomes one. */
  const nameOf = async (key: string, target: string, place: Target): Promise<string> => {
    const { file, pointer: steps = [] } = place;
    const found = await find(target, place);
    const last = steps.at(-1) ?? posix.basename(file, posix.extname(file));
    if (file === own && steps.length === 3 && steps[0] === 'components' && steps[1] === 'schemas') return last;
    const known = hoisted.get(key);
    if (known !== undefined) return known;
    let name = last.replaceAll(/[^\w.-]/g, '_');
    while (names.has(name)) name = `${name}_`;
    names.add(name);
    hoisted.set(key, name);
    added.push([name, await expand(found, { file, chain: [key], path: [], inSchema: true, inNames: false })]);
    return name;
  };

  const expand = async (value: unknown, at: Place): Promise<unknown> => {
    if (!Array.isArray(value) && !(value instanceof Map)) return value;
    count(value);
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const item of value) items.push(await expand(item, { ...at, path: [] }));
      return items;
    }
    const target: unknown = at.inNames ? undefined : value.get('$ref');
    if (typeof target === 'string') return follow(target, at);
    const result: Keys = new Map();
    for (const [key, child] of value as Keys)
      result.set(key, isValue(key, at) ? copy(child) : await expand(child, inside(key, at)));
    return result;
  };

  /** What callers send is no reference, whatever it looks like. */
  const copy = (value: unknown): unknown => {
    if (!Array.isArray(value) && !(value instanceof Map)) return value;
    count(value);
    for (const part of value.values()) copy(part);
    return value;
  };

  const inside = (key: unknown, at: Place): Place => {
    const isNamed = isSchemas(at);
    return {
      file: at.file,
      // A schema of ours that contains itself refers to itself, not to a copy.
      chain: isNamed ? [`${own}#/components/schemas/${key}`] : at.chain,
      path: at.chain.length === 0 && at.path.length < 2 ? [...at.path, String(key)] : [],
      inSchema: at.inSchema || isNamed || key === 'schema',
      inNames: at.inSchema && !at.inNames && key === 'properties',
    };
  };

  const start = { file: own, chain: [], path: [], inSchema: false, inNames: false };
  const bundled = (await expand(root, start)) as Keys;
  if (added.length > 0) {
    const components = bundled.get('components');
    const schemas = new Map([...entriesOf(placeOf(components, ['schemas'])), ...added]);
    bundled.set('components', new Map([...entriesOf(components), ['schemas', schemas]]));
  }
  return bundled;
}

/** Whether the keys are the names of our own schemas. */
function isSchemas({ path }: Place): boolean {
  return path.length === 2 && path[0] === 'components' && path[1] === 'schemas';
}

function isValue(key: unknown, at: Place): boolean {
  return (key === 'example' || key === 'default' || key === 'enum') && !at.inNames && !isSchemas(at);
}
