/** What a stranger wrote, fit for one line of a terminal. */
export function onOneLine(text: string, maxLength: number): string {
  const plain = text.replace(/\p{Cc}/gu, '?');
  return plain.length > maxLength ? `${plain.slice(0, maxLength)}…` : plain;
}
