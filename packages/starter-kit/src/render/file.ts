/** One file of the new project, complete in memory. */
export interface ProjectFile {
  /** Relative to the project, `/` between segments; safe on every platform. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}
