/** What a source may know of the world. */
export interface SourceWorld {
  /** Absolute path that relative folders start from. */
  readonly cwd: string;
}

/**
 * One kind of place where starters come from. A new kind (npm spec, git URL, tarball) is one more object of
 * this shape: it claims its own spellings and brings the starter into a folder.
 */
export interface StarterSource {
  /** Ids that the user can pick from this source without knowing more. */
  readonly ids: () => readonly string[];
  /**
   * The folder with the `starter.json` that `spec` means: its absolute path, or undefined when the spelling is
   * none of this source's. A source that fetches answers when the folder is complete.
   */
  readonly locate: (spec: string, world: SourceWorld) => string | undefined | Promise<string | undefined>;
}
