import type { JsonNode } from './tree.ts';

/** One visible line of a tree. `id` names its value within the text and stays the same while the text does. */
export interface TreeRow {
  readonly id: string;
  readonly parent: string | undefined;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  /** Property name, place in an array, or places of a range such as `100 … 199`. */
  readonly label: string | undefined;
  readonly labelKind: 'key' | 'index' | 'range' | 'none';
  readonly node: JsonNode;
  /** Undefined for what cannot be opened. */
  readonly open: boolean | undefined;
  readonly size: number;
}

interface Entry {
  readonly label: string;
  readonly node: JsonNode;
}

/** Longer lists are shown in ranges, so that opening one never makes more lines than this. */
const rangeSize = 100;

/** The lines that are visible when the values named in `opened` are open. */
export function visibleRows(tree: JsonNode, opened: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const addNode = (node: JsonNode, place: Omit<TreeRow, 'node' | 'open' | 'size'>): void => {
    const size = sizeOf(node);
    const open = size === 0 ? undefined : opened.has(place.id);
    rows.push({ ...place, node, open, size });
    if (open) addEntries(entriesOf(node), node.kind === 'object' ? 'key' : 'index', place, node, 0);
  };
  const addEntries = (
    entries: readonly Entry[],
    labelKind: 'key' | 'index',
    parent: { id: string; level: number },
    owner: JsonNode,
    offset: number,
  ): void => {
    const level = parent.level + 1;
    if (entries.length <= rangeSize) {
      for (const [index, { label, node }] of entries.entries())
        addNode(node, {
          id: `${node.start}`,
          parent: parent.id,
          level,
          position: index + 1,
          siblings: entries.length,
          label,
          labelKind,
        });
      return;
    }
    const step = rangeStep(entries.length);
    const count = Math.ceil(entries.length / step);
    for (let index = 0; index < count; index += 1) {
      const part = entries.slice(index * step, (index + 1) * step);
      const first = offset + index * step;
      const id = `${owner.start}:${first}-${first + part.length - 1}`;
      const open = opened.has(id);
      const label = `${first} … ${first + part.length - 1}`;
      const place = { id, parent: parent.id, level, position: index + 1, siblings: count, label };
      rows.push({ ...place, labelKind: 'range', node: owner, open, size: part.length });
      if (open) addEntries(part, labelKind, place, owner, first);
    }
  };
  addNode(tree, {
    id: `${tree.start}`,
    parent: undefined,
    level: 1,
    position: 1,
    siblings: 1,
    label: undefined,
    labelKind: 'none',
  });
  return rows;
}

/** What to open at first: levels from the outside in, as long as no more than `lines` lines come of it. */
export function initiallyOpen(tree: JsonNode, lines = 60): ReadonlySet<string> {
  const opened = new Set<string>();
  let level = [tree];
  let shown = 1;
  while (level.length > 0) {
    const openable = level.filter((node) => sizeOf(node) > 0);
    const children = openable.reduce((sum, node) => sum + Math.min(sizeOf(node), rangeSize), 0);
    if (children === 0 || (shown + children > lines && opened.size > 0)) break;
    for (const node of openable) opened.add(`${node.start}`);
    shown += children;
    level = openable.flatMap((node) => (sizeOf(node) > rangeSize ? [] : entriesOf(node).map((entry) => entry.node)));
  }
  return opened;
}

/** How many values an object or array holds; 0 for all others. */
export function sizeOf(node: JsonNode): number {
  if (node.kind === 'object') return node.members.length;
  return node.kind === 'array' ? node.items.length : 0;
}

function entriesOf(node: JsonNode): readonly Entry[] {
  if (node.kind === 'object') return node.members.map(({ key, value }) => ({ label: key, node: value }));
  return node.kind === 'array' ? node.items.map((item, index) => ({ label: `${index}`, node: item })) : [];
}

function rangeStep(length: number): number {
  let step = rangeSize;
  while (length / step > rangeSize) step *= rangeSize;
  return step;
}
