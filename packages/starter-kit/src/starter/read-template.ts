import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMeter } from './limits.ts';
import { type StarterProblem, starterProblem } from './problem.ts';
import type { TemplateFile } from './starter.ts';

/** The files below a template folder, sorted by path, and what lies there that is neither file nor folder. */
export interface TemplateContent {
  readonly files: readonly TemplateFile[];
  readonly problems: readonly StarterProblem[];
}

/** What systems leave behind in folders and nobody means to publish. */
const droppings: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/**
 * Reads a template folder; links are reported, never followed.
 *
 * @param starter what to call the starter in a message
 * @throws ServiceError `STARTER_TOO_LARGE`; what `node:fs` throws.
 */
export function readTemplate(dir: string, starter: string = dir): TemplateContent {
  const files: TemplateFile[] = [];
  const problems: StarterProblem[] = [];
  const meter = createMeter(starter);
  const visit = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = `${prefix}${entry.name}`;
      const full = join(folder, entry.name);
      if (entry.isDirectory()) {
        meter.add(path, 0);
        visit(full, `${path}/`);
      } else if (!entry.isFile()) {
        meter.add(path, 0);
        problems.push(starterProblem(entry.isSymbolicLink() ? 'link' : 'not-a-file', `template/${path}`));
      } else if (!droppings.has(entry.name)) {
        const { size, mode } = lstatSync(full);
        // Before it is read: a sparse file of 10 GB takes no room on the disk, but in memory.
        meter.add(path, size);
        files.push({ path, bytes: readFileSync(full), executable: (mode & 0o100) !== 0 });
      }
    }
  };
  visit(dir, '');
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}
