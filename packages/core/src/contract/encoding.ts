/**
 * Whether a text was UTF-16 before it was read as UTF-8, as Windows PowerShell writes it with ">": half of its bytes are
 * zero, whether a byte order mark stands first or not.
 */
export function looksLikeUtf16(text: string): boolean {
  return /^\uFFFD{0,2}[^\0]?\0/.test(text);
}
