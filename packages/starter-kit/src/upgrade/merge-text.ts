import { isUtf8 } from 'node:buffer';
import { mergeDiff3 } from 'node-diff3';

/** Two changes of one file brought together; `conflicts` is how many places both sides changed. */
export interface MergedText {
  readonly bytes: Uint8Array;
  readonly conflicts: number;
}

/**
 * Merges line by line what the author and the starter made of the same file. Undefined when that cannot be done: one of
 * them is no text.
 *
 * Places that both changed differently stand between markers as git writes them.
 */
export function mergeText(mine: Uint8Array, base: Uint8Array, theirs: Uint8Array): MergedText | undefined {
  const sides = [mine, base, theirs];
  if (!sides.every((bytes) => isUtf8(bytes) && !bytes.includes(0))) return undefined;
  const [a = [], o = [], b = []] = sides.map((bytes) => Buffer.from(bytes).toString().split('\n'));
  const { result } = mergeDiff3(a, o, b, {
    excludeFalseConflicts: true,
    label: { a: 'yours', o: 'the starter that the project was made from', b: 'the starter now' },
  });
  // Not those that the author has left from an upgrade before.
  const conflicts = markers(result) - markers(a);
  return { bytes: Buffer.from(result.join('\n')), conflicts };
}

function markers(lines: readonly string[]): number {
  return lines.filter((line) => line.startsWith('<<<<<<< yours')).length;
}
