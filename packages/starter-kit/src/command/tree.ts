import type { PlannedFile } from '../scaffold/plan.ts';

/** One level of a tree: files have a plan, folders have children. */
interface Branch {
  readonly children: Map<string, Branch>;
  file?: PlannedFile;
}

/** Draws the planned files as a tree, one line each, with sizes and with what happens to files already there. */
export function drawTree(files: readonly PlannedFile[]): string {
  const root: Branch = { children: new Map() };
  for (const file of files) {
    const leaf = file.path.split('/').reduce(descend, root);
    leaf.file = file;
  }
  return draw(root, '').join('\n');
}

function descend(branch: Branch, segment: string): Branch {
  const child = branch.children.get(segment) ?? { children: new Map() };
  branch.children.set(segment, child);
  return child;
}

function draw({ children }: Branch, indent: string): readonly string[] {
  return [...children].flatMap(([name, child], index) => {
    const last = index === children.size - 1;
    const lines = draw(child, `${indent}${last ? '   ' : '│  '}`);
    return [`${indent}${last ? '└─' : '├─'} ${label(name, child.file)}`, ...lines];
  });
}

function label(name: string, file: PlannedFile | undefined): string {
  if (file === undefined) return `${name}/`;
  const note = { create: '', replace: ', replaces yours', keep: ', unchanged' }[file.action];
  return `${name} (${formatBytes(file.bytes.length)}${note})`;
}

/** Bytes for people: `0 B`, `1.5 kB`, `2.3 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
