import { posix } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { ServiceError } from '../errors/index.ts';
import { loadSpec, type Spec } from './load-spec.ts';
import { type ReadText, readInside, type Target, targetOf } from './references.ts';
import { spellingOptions } from './yaml-options.ts';

/** What is being written out, outermost first, as `file#/pointer`. */
type Chain = readonly string[];
type Keys = Map<unknown, unknown>;

/**
 * A specification with every reference written out, those to other files included. What contains itself stays a
 * reference, to a schema under `components.schemas`, where it is put when it comes from another file. Addresses
 * on the network stay as they are.
 *
 * @param spec one without problems
 * @param read files of the project; those outside of it are not asked for
 * @returns YAML; numbers are spelled as they were, comments are not kept
 * @throws ServiceError CONFIG_INVALID for a reference that leads nowhere, or to a file that cannot be read as YAML
 */
export async function bundleSpec(spec: Spec, read: ReadText): Promise<string> {
  const files = new Map<string, Promise<unknown>>([[spec.file, Promise.resolve(valuesOf(spec.text))]]);
  const hoisted = new Map<string, string>();
  const added: [string, unknown][] = [];
  const root = (await files.get(spec.file)) as Keys;
  const own = placeOf(root, ['components', 'schemas']);
  const names = new Set(own instanceof Map ? [...own.keys()].map(String) : []);

  const load = (file: string): Promise<unknown> => {
    const known =
      files.get(file) ??
      readInside(file, read).then((text) => (text === undefined ? undefined : readOther(text, file)));
    files.set(file, known);
    return known;
  };

  const follow = async (target: string, base: string, chain: Chain): Promise<unknown> => {
    const place = targetOf(target, base);
    if (place === undefined) return { $ref: target };
    const key = `${place.file}#/${place.pointer?.join('/')}`;
    if (chain.includes(key)) return { $ref: `#/components/schemas/${await nameOf(key, place)}` };
    return expand(await find(target, place), place.file, [...chain, key]);
  };

  const find = async (target: string, { file, pointer }: Target): Promise<unknown> => {
    const value = placeOf(await load(file), pointer);
    if (value === undefined)
      throw new ServiceError('CONFIG_INVALID', {
        path: spec.file,
        problems: [`the reference "${target}" leads nowhere`],
      });
    return value;
  };

  /** The schema that a circle refers to; what is not one of ours becomes one. */
  const nameOf = async (key: string, place: Target): Promise<string> => {
    const { file, pointer: steps = [] } = place;
    const last = steps.at(-1) ?? posix.basename(file, posix.extname(file));
    if (file === spec.file && steps.length === 3 && steps[0] === 'components' && steps[1] === 'schemas') return last;
    const known = hoisted.get(key);
    if (known !== undefined) return known;
    let name = last.replaceAll(/[^\w.-]/g, '_');
    while (names.has(name)) name = `${name}_`;
    names.add(name);
    hoisted.set(key, name);
    added.push([name, await expand(await find(key, place), file, [key])]);
    return name;
  };

  const expand = async (value: unknown, file: string, chain: Chain, path: readonly string[] = []): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map((item) => expand(item, file, chain)));
    if (!(value instanceof Map)) return value;
    const target: unknown = value.get('$ref');
    if (typeof target === 'string') return follow(target, file, chain);
    const result: Keys = new Map();
    for (const [key, child] of value as Keys) {
      const isValue = key === 'example' || key === 'default' || key === 'enum';
      // A schema of ours that contains itself refers to itself, not to a copy.
      const isNamed = path.length === 2 && path[0] === 'components' && path[1] === 'schemas';
      const inside = isNamed ? [`${spec.file}#/components/schemas/${key}`] : chain;
      const below = chain.length === 0 && path.length < 2 ? [...path, String(key)] : [];
      result.set(key, isValue && !isNamed ? child : await expand(child, file, inside, below));
    }
    return result;
  };

  const bundled = (await expand(root, spec.file, [])) as Keys;
  if (added.length > 0) {
    const components = bundled.get('components');
    const schemas = placeOf(components, ['schemas']);
    const all = new Map([...entriesOf(schemas), ...added]);
    bundled.set('components', new Map([...entriesOf(components), ['schemas', all]]));
  }
  return stringify(bundled, { ...spellingOptions, aliasDuplicateObjects: false, lineWidth: 0 });
}

function readOther(text: string, path: string): unknown {
  const { problems } = loadSpec(text, path);
  if (problems.length > 0)
    throw new ServiceError('CONFIG_INVALID', {
      path,
      problems: problems.map(({ message, location: { line } }) => `line ${line}: ${message}`),
    });
  return valuesOf(text);
}

/** Numbers with their spelling, so that none is another one behind its way; maps, as objects put keys of digits first. */
function valuesOf(text: string): unknown {
  // `loadSpec` has counted the aliases.
  return parseDocument(text, { ...spellingOptions, prettyErrors: false }).toJS({ maxAliasCount: -1, mapAsMap: true });
}

/** What stands at a place; undefined where there is none. References on the way are not followed. */
function placeOf(values: unknown, pointer: readonly string[] | undefined): unknown {
  if (pointer === undefined) return undefined;
  return pointer.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return /^\d+$/.test(step) ? at[Number(step)] : undefined;
    return entriesOf(at).find(([key]) => String(key) === step)?.[1];
  }, values);
}

function entriesOf(values: unknown): [unknown, unknown][] {
  return values instanceof Map ? [...(values as Keys)] : [];
}
