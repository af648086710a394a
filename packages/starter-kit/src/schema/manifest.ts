import type { TypeLanguage } from '@planqk-service/core';

/** A program and its arguments, handed to the system as they are: no shell reads them. */
export type Command = readonly [string, ...string[]];

/** A tool that must be installed for the service to run without a container. */
export interface RequiredTool {
  /** Prints the tool's version, for example `['python3', '--version']`. */
  readonly command: Command;
  /** The lowest version that will do, for example `>=3.11`. */
  readonly version?: string;
  /** Web page where the tool can be had. */
  readonly install?: string;
}

/** The commands that build, start and test the service without a container; they run in the project's folder. */
export interface ProcessCommands {
  readonly requires?: readonly RequiredTool[];
  readonly build?: readonly Command[];
  readonly start: Command;
  readonly test?: readonly Command[];
}

/** {@link ProcessCommands} together with what differs on Windows. */
export interface ProcessSpec extends ProcessCommands {
  readonly windows?: Partial<ProcessCommands>;
}

/** A question of a starter's own; its answer is text. */
export interface StarterVariable {
  readonly name: string;
  readonly prompt: string;
  readonly default: string;
  /** A regular expression that the whole answer has to match. */
  readonly pattern?: string;
  /** The only answers there are. */
  readonly choices?: readonly string[];
}

/** The content of a `starter.json`. */
export interface StarterManifest {
  readonly apiVersion: 'planqk-service/starter/v1';
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly description: string;
  /** The generation of the platform's contract; `v1` when it is not said. */
  readonly contract?: 'v1';
  /** In the order in which they are asked. */
  readonly variables?: readonly StarterVariable[];
  /** What is useful to run in a new project; only run when the user says so. */
  readonly postCreate?: readonly Command[];
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Where `planqk-service spec types` writes when it is not told: a path in the project, with slashes. */
  readonly types?: { readonly lang: TypeLanguage; readonly output: string };
  readonly process: ProcessSpec;
}

/**
 * The commands that hold on `platform` (a value of `process.platform`): on `win32` each field of `windows`
 * replaces the field of the same name.
 */
export function processCommands(spec: ProcessSpec, platform: string): ProcessCommands {
  const { windows, ...common } = spec;
  return platform === 'win32' ? { ...common, ...windows } : common;
}
