const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML, which knows neither most control characters nor halves of surrogate pairs, not even as references. */
export function xmlEscaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\u0020-\u007E\u0085\u00A0-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (char) => entities[char] ?? '');
}
