/** A piece of a text and what it looks like; `plain` is punctuation, blanks and whatever is no JSON. */
export interface Paint {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'plain';
  readonly text: string;
}

const token =
  /(?<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\\n]|\\.)*"?)|(?<number>-?\d[\d.eE+-]*)|(?<word>\b(?:true|false|null)\b)/g;

/** Colours for a text in the editor, whether it is JSON yet or not. */
export function paintJson(text: string): Paint[] {
  const paints: Paint[] = [];
  let from = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > from) paints.push({ kind: 'plain', text: text.slice(from, match.index) });
    const kind = (['key', 'string', 'number', 'word'] as const).find((name) => match.groups?.[name] !== undefined);
    paints.push({ kind: kind ?? 'plain', text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) paints.push({ kind: 'plain', text: text.slice(from) });
  return paints;
}
