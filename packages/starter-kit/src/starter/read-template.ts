import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateFile } from './starter.ts';

/** The files below a template folder, sorted by path, and what lies there that is neither file nor folder. */
export interface TemplateContent {
  readonly files: readonly TemplateFile[];
  readonly problems: readonly string[];
}

/** What systems leave behind in folders and nobody means to publish. */
const droppings: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Reads a template folder; links are reported, never followed. Throws what `node:fs` throws. */
export function readTemplate(dir: string): TemplateContent {
  const files: TemplateFile[] = [];
  const problems: string[] = [];
  const visit = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = `${prefix}${entry.name}`;
      const full = join(folder, entry.name);
      if (entry.isDirectory()) visit(full, `${path}/`);
      else if (!entry.isFile())
        problems.push(`template/${path} is ${kindOf(entry)}; only files and folders are allowed`);
      else if (!droppings.has(entry.name)) files.push(readTemplateFile(full, path));
    }
  };
  visit(dir, '');
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}

function readTemplateFile(full: string, path: string): TemplateFile {
  return { path, bytes: readFileSync(full), executable: (statSync(full).mode & 0o100) !== 0 };
}

function kindOf(entry: Dirent): string {
  return entry.isSymbolicLink() ? 'a link' : 'a special file';
}
