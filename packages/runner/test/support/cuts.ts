/** `bytes` in pieces of the given sizes; sizes of 0 give empty pieces. */
export function cutAnywhere(bytes: Buffer, sizes: Iterable<number>): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    if (at >= bytes.length) break;
    // A run of zeros from a generator must come to an end.
    const end = at + (size === 0 && pieces.at(-1)?.length === 0 ? 1 : size);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}
