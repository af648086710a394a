/** Everything that decides what is built. Made by `planBuild`, carried out by an engine. */
export interface BuildPlan {
  /** Absolute path of the project. */
  readonly dir: string;
  /** Name of the image, for example `planqk-service/ghz:local`. */
  readonly tag: string;
  readonly platform: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly noCache: boolean;
  /** What is sent to the engine, sorted by path. */
  readonly context: readonly ContextEntry[];
  /** SHA-256 over the context, the build arguments and the platform; equal inputs give equal fingerprints. */
  readonly fingerprint: string;
  /** Text of the Dockerfile, to name the line of a failing step. */
  readonly dockerfile: string;
  /** How to build without a container, where the project says so. */
  readonly process?: import('@planqk-service/core/runtime').ProcessCommands;
}

/** One file, folder or link of the build context. */
export interface ContextEntry {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink';
  /** Permission bits; on Windows everything is executable, as Docker's own client does it. */
  readonly mode: number;
  /** Bytes; 0 for folders and links. */
  readonly size: number;
  /** Not part of the fingerprint. */
  readonly modifiedAt: Date;
  readonly linkTarget?: string;
}
