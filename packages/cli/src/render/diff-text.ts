/** The change of a file as a patch. The library is loaded only where something has changed. */
export async function diffText(file: string, before: string, after: string): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  return createTwoFilesPatch(before === '' ? '/dev/null' : `a/${file}`, `b/${file}`, before, after);
}
