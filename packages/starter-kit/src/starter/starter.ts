import type { StarterManifest } from '../schema/manifest.ts';

/** Where a starter came from, as it is written into the projects made from it. */
export interface StarterOrigin {
  /** The npm package that holds the starter, when it is one. */
  readonly package?: string;
  /** That package's version. */
  readonly version?: string;
  /** What was asked for, without credentials; of a fetched starter only. */
  readonly spec?: string;
  /** SHA-256 over its files, hexadecimal; of a fetched starter only. */
  readonly digest?: string;
}

/** One file of a template, as it lies in the starter. */
export interface TemplateFile {
  /** Relative to the template folder, `/` between segments. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Whether its owner may execute it. Always false for a template read on Windows. */
  readonly executable: boolean;
}

/** A starter without its files: enough to list it. */
export interface StarterInfo {
  /** Absolute path of the folder with `starter.json`. */
  readonly dir: string;
  readonly manifest: StarterManifest;
  readonly origin: StarterOrigin;
}

/** A starter in memory, ready to be rendered. */
export interface Starter extends StarterInfo {
  readonly files: readonly TemplateFile[];
}
