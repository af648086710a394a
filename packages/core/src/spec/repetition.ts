/** What is thrown where more would be repeated than is allowed. */
export class TooLong extends Error {}

/**
 * Counts the characters that are written more than once, so that what refers twice to what refers twice, and so on, ends
 * before memory does.
 *
 * @param most characters
 * @returns to be called with every mapping and list that is written
 * @throws TooLong in every call once there are more
 */
export function countRepetition(most: number): (written: object) => void {
  const before = new Set<object>();
  let repeated = 0;
  return (written) => {
    if (before.has(written)) repeated += lengthOf(written);
    before.add(written);
    if (repeated > most) throw new TooLong();
  };
}

/** What is inside of a mapping or a list counts when it is written itself. */
function lengthOf(written: object): number {
  const parts = written instanceof Map ? [...written].flat() : Array.isArray(written) ? written : [];
  return parts.reduce<number>(
    (sum, part) => sum + (Array.isArray(part) || part instanceof Map ? 1 : String(part).length),
    2,
  );
}
