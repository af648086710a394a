import type { Finding } from './finding.ts';
import type { ProjectFiles } from './project-files.ts';
import { withTexts } from './project-files-of.ts';
import type { Rule } from './rule.ts';

/**
 * What the project's files would be if everything were mended that can be mended mechanically: new texts by path.
 * Later rules see what earlier ones changed. Nothing is written.
 *
 * @param findings those that are to be mended; rules without a finding change nothing
 */
export async function planFixes(
  files: ProjectFiles,
  rules: readonly Rule[],
  findings: readonly Finding[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Set(findings.map(({ rule }) => rule));
  const changed = new Map<string, string>();
  for (const rule of rules) {
    if (rule.fix === undefined || !found.has(rule.id)) continue;
    for (const [path, text] of await rule.fix(withTexts(files, new Map(changed)))) changed.set(path, text);
  }
  return changed;
}
