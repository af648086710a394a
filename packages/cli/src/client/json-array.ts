/**
 * The elements of a JSON array, each exactly as it is written. Undefined when the text is no array.
 *
 * @param text has to be JSON
 */
export function arrayElements(text: string): string[] | undefined {
  const from = text.search(/[^ \t\n\r]/);
  if (text[from] !== '[') return undefined;
  const elements: string[] = [];
  const take = (end: number) => {
    const element = text.slice(start, end).replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, '');
    if (element !== '') elements.push(element);
  };
  let start = from + 1;
  let depth = 0;
  // Strings as a whole, so that no bracket or comma inside one counts.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth === 0) {
      take(index);
      break;
    }
    if (token === ',' && depth === 1) {
      take(index);
      start = index + 1;
    }
  }
  return elements;
}
