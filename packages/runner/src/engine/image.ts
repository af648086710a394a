import type { EngineKind } from './port.ts';

/** Something that an engine can run. */
export interface Image {
  readonly engine: EngineKind;
  /** The name it was asked for by, for example `planqk-service/ghz:local`. */
  readonly reference: string;
  /** The engine's own identifier; changes with the content. */
  readonly id: string;
  /** For example linux/amd64. */
  readonly platform: string;
  readonly sizeBytes: number;
  /** Folders that it declares as volumes, if any: absolute POSIX paths. */
  readonly volumes?: readonly string[];
  /** The program that it starts. */
  readonly command?: string;
  /** Hash over everything that went into the build, where it was built by these tools. */
  readonly fingerprint?: string;
}
