import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One thing that a guide tells its reader to do. */
export type GuideStep =
  | { readonly type: 'command'; readonly line: string }
  | { readonly type: 'file'; readonly path: string; readonly content: string };

/** The steps of a guide in Markdown: the lines of its `sh` blocks, and the blocks that name a file. */
export function stepsOf(guide: string): readonly GuideStep[] {
  const blocks = guide.matchAll(/^```(\w+)(?: file=(\S+))?\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, language, path, content = '']): readonly GuideStep[] => {
    if (path !== undefined) return [{ type: 'file', path, content }];
    if (language !== 'sh') return [];
    return content
      .trim()
      .split('\n')
      .map((line) => ({ type: 'command', line }));
  });
}

export async function writeStep(dir: string, { path, content }: GuideStep & { readonly type: 'file' }): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
}
