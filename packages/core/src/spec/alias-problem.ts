import { type Document, isAlias, isCollection, isNode, isPair, type Node } from 'yaml';

/** Far more than an author would repeat, and still read in no time. */
const mostRepeated = 100_000;

/** Why the aliases of a document cannot be followed. */
export interface AliasProblem {
  /** One sentence. */
  readonly message: string;
  /** Where in the text, in UTF-16 code units. */
  readonly offset: number;
}

/**
 * What is wrong with the aliases of a document, if anything: one may contain itself, and a few lines of aliases to
 * aliases may stand for more values than there is memory for. yaml itself counts too, but names no place, lets through what
 * contains itself, and refuses what is repeated a hundred times, as authors may do.
 *
 * @returns the first that stands for something without end, or for the 100,001st value that is written elsewhere
 */
export function aliasProblem(document: Document): AliasProblem | undefined {
  const anchors = new Map<string, Node>();
  const sizes = new Map<Node, number>();
  const open = new Set<Node>();
  let repeated = 0;
  let problem: AliasProblem | undefined;

  const follow = (alias: Node & { readonly source: string }): number => {
    const target = anchors.get(alias.source);
    const offset = alias.range?.[0] ?? 0;
    if (target === undefined || open.has(target)) {
      const why = target === undefined ? 'names no anchor before it' : 'contains itself';
      problem ??= { message: `The alias *${alias.source} ${why}.`, offset };
      return 0;
    }
    const size = sizes.get(target) ?? 0;
    repeated += size;
    if (repeated > mostRepeated)
      problem ??= { message: `With the alias *${alias.source}, aliases repeat more than 100,000 values.`, offset };
    return size;
  };

  /** How many values a node stands for. An alias means the nearest anchor before it, so that one pass is enough. */
  const measure = (node: unknown): number => {
    if (problem !== undefined) return 0;
    if (isPair(node)) return measure(node.key) + measure(node.value);
    if (isAlias(node)) return follow(node);
    if (!isNode(node)) return 0;
    if ('anchor' in node && node.anchor !== undefined) anchors.set(node.anchor, node);
    open.add(node);
    const inside = isCollection(node) ? node.items.map(measure) : [];
    open.delete(node);
    const size = inside.reduce((sum, part) => sum + part, 1);
    sizes.set(node, size);
    return size;
  };

  measure(document.contents);
  return problem;
}
