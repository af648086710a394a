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
  /** What the container may not do that it ordinarily may. */
  readonly confinement: Confinement;
  readonly labels: Readonly<Record<string, string>>;
  /** It outlives us: it stays on the engine, with its output, until it is removed by its id and its store. */
  readonly detached: boolean;
  /** For the process engine: the project's folder and its commands. */
  readonly process?: { readonly dir: string; readonly commands: ProcessCommands };
}

/** Ways to run a container more strictly, or more plainly, than usual. A plain process knows none of them. */
export interface Confinement {
  /** Ids of user and group to run as instead of the image's user, such as `54321:54321`. */
  readonly user?: string;
  /** Nobody can write into the input folder; root neither, without CAP_DAC_OVERRIDE. */
  readonly readOnlyInput?: boolean;
  /** Nothing but /tmp can be written. */
  readonly readOnlyRoot?: boolean;
  /** The service is process 1 itself, which the kernel spares from signals that it does not handle. */
  readonly withoutInit?: boolean;
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
