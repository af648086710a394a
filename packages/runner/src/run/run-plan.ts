import type { ProcessCommands } from '@planqk-service/core/runtime';
import type { Image } from '../engine/image.ts';

/** Everything that decides how one execution runs. Made by `planRun`, carried out by an engine. */
export interface RunPlan {
  readonly executionId: string;
  readonly image: Image;
  /** Where the service finds its input: an absolute POSIX path inside the container. */
  readonly inputDir: string;
  /** The files of the input folder. */
  readonly inputFiles: readonly { readonly name: string; readonly text: string }[];
  /** Name of the variable that tells a plain process where its input is. */
  readonly inputDirVariable: string;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: Limits | undefined;
  readonly network: 'default' | 'none';
  readonly gpu: GpuRequest | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** It outlives us: it stays on the engine, with its output, until it is removed by its id and its store. */
  readonly detached: boolean;
  /** For the process engine: the project's folder and its commands. */
  readonly process?: { readonly dir: string; readonly commands: ProcessCommands };
}

/** What is absent is not limited. */
export interface Limits {
  /** vCPUs. */
  readonly cpu?: number;
  readonly memoryBytes?: number;
}

export interface GpuRequest {
  readonly count: number;
  /** Fail when the engine has none, instead of running on the CPU with a warning. */
  readonly required: boolean;
}
