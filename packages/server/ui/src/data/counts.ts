/** An object of outcomes and how often each was seen, found somewhere in a result. */
export interface Counts {
  readonly path: string;
  readonly entries: readonly (readonly [outcome: string, count: number])[];
  readonly total: number;
}

const deepest = 3;
const bitString = /^(0x[0-9a-f]+|[01]+([ _][01]+)*)$/i;

/**
 * The counts in a JSON value: objects of non-negative integers with at least one count, up to three levels deep. Where
 * some are keyed by bit strings, only those are meant: `{"qubits": 3, "seed": 42}` merely looks alike.
 */
export function findCounts(value: unknown): Counts[] {
  const found = [...countsIn(value, '', 0)];
  const byBits = found.filter(({ entries }) => entries.every(([outcome]) => bitString.test(outcome)));
  return byBits.length > 0 ? byBits : found.filter(({ path }) => path === '' || /(counts|histogram|shots)/i.test(path));
}

function* countsIn(value: unknown, path: string, depth: number): Generator<Counts> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const entries = Object.entries(value);
  const total = entries.reduce((sum, [, count]) => sum + Number(count), 0);
  if (entries.length > 0 && total > 0 && entries.every(([, count]) => isCount(count)))
    yield { path, entries: entries as [string, number][], total };
  else if (depth < deepest)
    for (const [key, item] of entries) yield* countsIn(item, path === '' ? key : `${path}.${key}`, depth + 1);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** `outcome`: in the order of the outcomes; `count`: the most frequent first. */
export type CountsOrder = 'outcome' | 'count';

export function sortedEntries(counts: Counts, order: CountsOrder): Counts['entries'] {
  const byOutcome = (a: string, b: string) => (a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length);
  return counts.entries.toSorted(([a, many], [b, few]) => (order === 'count' ? few - many : 0) || byOutcome(a, b));
}
