import type { StarterOrigin } from './starter.ts';

/** What a source may know of the world. */
export interface SourceWorld {
  /** Absolute path that relative folders start from. */
  readonly cwd: string;
  /** Says where the cache is, and configures npm and git. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether to keep from the network. */
  readonly offline?: boolean | undefined;
  /** Ends a download. */
  readonly signal?: AbortSignal | undefined;
}

/** A starter on this machine. */
export interface LocatedStarter {
  /** Absolute path of the folder with the `starter.json`. */
  readonly dir: string;
  /** What the source knows and the folder does not say. */
  readonly origin?: StarterOrigin;
}

/**
 * One kind of place where starters come from. A new kind is one more object of this shape: it claims its own
 * spellings and brings the starter into a folder.
 */
export interface StarterSource {
  /** Ids that the user can pick from this source without knowing more. */
  readonly ids: (world: SourceWorld) => readonly string[];
  /**
   * The starter that `spec` means, or undefined when the spelling is none of this source's. A source that fetches
   * answers when the folder is complete.
   */
  readonly locate: (
    spec: string,
    world: SourceWorld,
  ) => LocatedStarter | undefined | Promise<LocatedStarter | undefined>;
}
