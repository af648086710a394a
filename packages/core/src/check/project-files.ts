/**
 * A project as rules see it: texts, read once. Pure tests make one of a record of texts.
 */
export interface ProjectFiles {
  /** Absolute path, for messages only. */
  readonly dir: string;
  /** Text of a file relative to the project, or undefined where there is none. Cached. */
  text(path: string): Promise<string | undefined>;
  /**
   * Everything in the project, sorted by path. Folders of tools, such as .git and node_modules, are listed but not
   * looked into where .dockerignore excludes them.
   */
  entries(): Promise<readonly ProjectEntry[]>;
}

export interface ProjectEntry {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'other';
  /** Bytes; 0 for anything but files. */
  readonly size: number;
}
