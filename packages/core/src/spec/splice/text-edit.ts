/** A part of a text that gives way to another; with `from` and `to` alike, something is put in. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Carries out edits that do not overlap. Of those that begin in one place, the first comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    parts.push(text.slice(at, Math.max(at, edit.from)), edit.text);
    at = Math.max(at, edit.to);
  }
  return parts.join('') + text.slice(at);
}
