import { readFileSync } from 'node:fs';
import type { ProjectFiles } from '../../src/check/project-files.ts';
import type { Report, Rule } from '../../src/check/rule.ts';

/** A project made of texts. */
export function filesOf(texts: Readonly<Record<string, string>>): ProjectFiles {
  return {
    dir: '/project',
    text: async (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined),
    entries: async () =>
      Object.entries(texts)
        .map(([path, text]) => ({ path, type: 'file' as const, size: Buffer.byteLength(text) }))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** What rules report about a project, with their ids. */
export async function reportsOf(
  rules: readonly Rule[],
  texts: Readonly<Record<string, string>>,
): Promise<(Report & { readonly rule: string })[]> {
  const files = filesOf(texts);
  const found = await Promise.all(
    rules.map(async (rule) => (await rule.check(files)).map((report) => ({ ...report, rule: rule.id }))),
  );
  return found.flat();
}

/** A text of a starter's template; placeholders are filled with something. */
export function starterText(starter: string, path: string): string {
  const url = new URL(`../../../../starters/${starter}/template/${path}`, import.meta.url);
  return readFileSync(url, 'utf8').replaceAll(/\{\{json \w+\}\}/g, '"ghz"');
}
