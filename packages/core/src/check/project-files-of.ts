import type { ProjectEntry, ProjectFiles } from './project-files.ts';

/**
 * A project that exists only in memory.
 *
 * @param record texts by path, with forward slashes; a number makes a file of that many bytes without a text
 */
export function projectFilesOf(record: Readonly<Record<string, string | number>>, dir = '/project'): ProjectFiles {
  const texts = new Map(Object.entries(record));
  return {
    dir,
    async text(path) {
      const content = texts.get(path);
      return typeof content === 'string' ? content : undefined;
    },
    async entries() {
      return entriesOf(texts);
    },
  };
}

/** The same project with other texts in some places: what a fix would make of it. */
export function withTexts(files: ProjectFiles, changed: ReadonlyMap<string, string>): ProjectFiles {
  return {
    dir: files.dir,
    text: async (path) => changed.get(path) ?? files.text(path),
    async entries() {
      const kept = (await files.entries()).filter(({ path }) => !changed.has(path));
      return [...kept, ...entriesOf(changed).filter(({ type }) => type === 'file')].sort(byPath);
    },
  };
}

function entriesOf(contents: ReadonlyMap<string, string | number>): ProjectEntry[] {
  const entries = new Map<string, ProjectEntry>();
  for (const [path, content] of contents) {
    const size = typeof content === 'number' ? content : Buffer.byteLength(content);
    entries.set(path, { path, type: 'file', size });
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      entries.set(folder, { path: folder, type: 'directory', size: 0 });
    }
  }
  return [...entries.values()].sort(byPath);
}

function byPath(a: ProjectEntry, b: ProjectEntry): number {
  return a.path < b.path ? -1 : 1;
}
