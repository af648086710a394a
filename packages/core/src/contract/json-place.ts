/** Where in a text something is: both count from 1, columns count UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place of the character at `offset` (UTF-16 code units from the start of the text). */
export function placeAt(text: string, offset: number): Place {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
