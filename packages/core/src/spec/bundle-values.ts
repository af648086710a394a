import { parseDocument, stringify } from 'yaml';
import { ServiceError } from '../errors/index.ts';
import { loadSpec } from './load-spec.ts';
import { spellingOptions } from './yaml-options.ts';

/** A mapping as it is bundled: objects would put keys of digits first. */
export type Keys = Map<unknown, unknown>;

/**
 * The values of a document, mappings as {@link Keys} and numbers with their spelling, so that none is another one behind
 * its way.
 *
 * @throws ServiceError CONFIG_INVALID for what is no YAML mapping
 */
export function valuesOf(text: string, path: string): Keys {
  const { problems } = loadSpec(text, path);
  if (problems.length > 0)
    throw new ServiceError('CONFIG_INVALID', {
      path,
      problems: problems.map(({ message, location: { line } }) => `line ${line}: ${message}`),
    });
  // `loadSpec` has counted the aliases.
  const document = parseDocument(text, { ...spellingOptions, prettyErrors: false });
  return document.toJS({ maxAliasCount: -1, mapAsMap: true }) as Keys;
}

/** Values of {@link valuesOf} as YAML. */
export function textOf(values: Keys): string {
  return stringify(values, { ...spellingOptions, aliasDuplicateObjects: false, lineWidth: 0 });
}

/** What stands at a place; undefined where there is none. References on the way are not followed. */
export function placeOf(values: unknown, pointer: readonly string[] | undefined): unknown {
  if (pointer === undefined) return undefined;
  return pointer.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return /^\d+$/.test(step) ? at[Number(step)] : undefined;
    return entriesOf(at).find(([key]) => String(key) === step)?.[1];
  }, values);
}

/** Keys and values of a mapping; none of what is no mapping. */
export function entriesOf(values: unknown): [unknown, unknown][] {
  return values instanceof Map ? [...(values as Keys)] : [];
}
