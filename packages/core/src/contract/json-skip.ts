// Walks over text that is known to be JSON; what is not sends these astray.

const quote = 0x22;
const backslash = 0x5c;

/** Where the string that opens at `from` has ended. */
export function stringEnd(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  for (;;) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
}

/** Where the object or array that opens at `from` has ended. */
export function skipNested(text: string, from: number): number {
  let depth = 0;
  for (let at = from; ; ) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = stringEnd(text, at);
      continue;
    }
    at += 1;
    // Most characters are digits and blanks.
    if (code < 0x5b) continue;
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  for (; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}

/** Where the value of any kind that begins at `from` has ended. */
export function valueEnd(text: string, from: number): number {
  const char = text[from];
  if (char === '"') return stringEnd(text, from);
  if (char === '{' || char === '[') return skipNested(text, from);
  let at = from;
  while (at < text.length && !',]} \n\r\t'.includes(text[at] as string)) at += 1;
  return at;
}

/** The key that stands between two quotes. */
export function keyAt(text: string, from: number, end: number): string {
  const raw = text.slice(from + 1, end - 1);
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
}
