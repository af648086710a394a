/**
 * A project as rules see it: texts, read once. Pure tests make one of a record of texts.
 */
export interface ProjectFiles {
  /** Absolute path, for messages only. */
  readonly dir: string;
  /** Text of a file relative to the project, or undefined where there is none. Cached. */
  text(path: string): Promise<string | undefined>;
  /** Everything in the project except .git and what .gitignore-like folders hold: path, bytes and type, sorted. */
  entries(): Promise<readonly ProjectEntry[]>;
}

export interface ProjectEntry {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'other';
  readonly size: number;
}
