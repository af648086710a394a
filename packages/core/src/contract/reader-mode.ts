/**
 * - `search`: looking for the markers' prefix; `pass`: the rest of a line that can hold no marker;
 * - `line`: inside the line of a result or interim result;
 * - `opening`, `closing`: behind a multiline marker, where only blanks may follow; `block`: between the two.
 */
export type ReaderMode = 'search' | 'pass' | 'line' | 'opening' | 'block' | 'closing';

export function isBlockMode(mode: ReaderMode): boolean {
  return mode === 'opening' || mode === 'block' || mode === 'closing';
}
