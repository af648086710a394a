import type { TypeLanguage } from '../spec/generate-types.ts';

/** Folder of a project that these tools write to. No part of the service: never sent to a builder, never watched. */
export const toolFolder = '.planqk-service';

/** How much of the machine the platform gives a service. Source: `resources` in planqk.json. */
export interface Resources {
  /** vCPUs; fractions are allowed. */
  readonly cpu: number;
  /** Gigabytes (the platform multiplies by 1024 to get MB). */
  readonly memory: number;
  readonly gpu?: { readonly type: string; readonly count: number };
}

/** A tool that has to be installed before the service can run as a process. */
export interface Requirement {
  /** Prints the version, for example `["go", "version"]`. */
  readonly command: readonly string[];
  /** A minimum such as `>=1.22`. */
  readonly version?: string;
  /** Where to get it. */
  readonly install?: string;
}

/** How to build, start and test the service without a container. Source: `process` in planqk-service.json. */
export interface ProcessCommands {
  readonly requires?: readonly Requirement[];
  readonly build?: readonly (readonly string[])[];
  readonly start: readonly string[];
  readonly test?: readonly (readonly string[])[];
}

/** What `spec types` makes when it is not told. Source: `types` in planqk-service.json. */
export interface TypeSettings {
  readonly lang: TypeLanguage;
  /** A path in the project, with slashes. */
  readonly output: string;
}

/** A probe that `test` does not ask. Source: `test.skip` in planqk-service.json. */
export interface SkippedProbe {
  readonly probe: string;
  readonly reason: string;
}

/** A service's folder as the tools understand it. */
export interface Project {
  /** Absolute path. */
  readonly dir: string;
  /** From planqk.json, otherwise the folder's name. Not necessarily fit for an image name. */
  readonly name: string;
  /** Absolute path of the Dockerfile, which need not exist for runs without a container. */
  readonly dockerfile: string;
  readonly resources: Resources;
  /** Where the resources come from, for messages: a file name or "the platform's defaults". */
  readonly resourcesFrom: string;
  /** Absolute paths of the sample input; the files need not exist. */
  readonly sampleInput: { readonly data: string; readonly params: string };
  readonly process?: ProcessCommands;
  readonly types?: TypeSettings;
  readonly skippedProbes?: readonly SkippedProbe[];
  /** What is odd but no error, one sentence each. */
  readonly warnings: readonly string[];
}

/** What the platform gives a service whose planqk.json says 0 or nothing. */
export const platformDefaults = { cpu: 1, memory: 2 } as const;
