import { type Document, isMap, isSeq, visit, type YAMLMap } from 'yaml';
import { behindEntry, columnOf, type Entry, endOf, startOf } from './layout.ts';

/** An entry of a mapping as it was parsed, and where it stands. */
export interface KnownEntry {
  readonly entry: Entry;
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** The first line that no longer belongs to it, where it is written as a block. */
  readonly behind: number;
}

/** A mapping as it was parsed. */
export interface KnownMap {
  readonly map: YAMLMap;
  readonly entries: readonly KnownEntry[];
  /** Whether it stands between braces or brackets of something around it. */
  readonly isInside: boolean;
  /** The column of what is around it; -1 for the whole document. */
  readonly outer: number;
}

/** All mappings of a document, what is inside of one before it. */
export function knownMaps(text: string, document: Document): KnownMap[] {
  const known: KnownMap[] = [];
  visit(document, {
    Map: (_, map, path) => {
      const around = path.filter((node) => isMap(node) || isSeq(node));
      const parent = around.findLast(({ range }) => range);
      known.push({
        map,
        entries: (map.items as Entry[]).map((entry) => ({
          entry,
          value: entry.value,
          start: startOf(entry),
          end: endOf(entry),
          behind: behindEntry(entry, text),
        })),
        isInside: around.some(({ flow }) => flow === true),
        outer: parent === undefined ? -1 : columnOf(text, firstOf(parent)),
      });
    },
  });
  return known.reverse();
}

function firstOf(node: { readonly items: readonly unknown[]; readonly range?: readonly number[] | null }): number {
  const [first] = node.items;
  return isMap(node) && first !== undefined ? startOf(first as Entry) : (node.range?.[0] ?? 0);
}
