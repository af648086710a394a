import { type JsonNode, parseTree } from './tree.ts';

/** A way into a JSON value: property names and places in arrays. */
export type JsonPath = readonly (string | number)[];

/** What lies at `path`, or undefined. Of duplicate keys the last one counts, as for every parser. */
export function nodeAt(node: JsonNode, path: JsonPath): JsonNode | undefined {
  let found: JsonNode | undefined = node;
  for (const step of path) {
    if (found?.kind === 'object') found = found.members.findLast(({ key }) => key === String(step))?.value;
    else if (found?.kind === 'array') found = found.items[Number(step)];
    else return undefined;
  }
  return found;
}

/** The raw text of what lies at `path` of a JSON text. */
export function rawAt(text: string, path: JsonPath): string | undefined {
  const node = nodeAt(parseTree(text), path);
  return node && text.slice(node.start, node.end);
}

/** The raw texts of an array's items; none where `node` is no array. */
export function rawItems(text: string, node: JsonNode): string[] {
  return node.kind === 'array' ? node.items.map(({ start, end }) => text.slice(start, end)) : [];
}

/** A path as people write it: `result.counts["00 11"][3]`. */
export function pathText(path: JsonPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_$][\w$-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** The steps of a JSON pointer such as `/a~1b/0`. */
export function pointerPath(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
