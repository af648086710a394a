import { type ContractProfile, type Project, profileV1, type ServiceInput } from '@planqk-service/core/runtime';
import type { Image } from '../engine/image.ts';
import { executionLabels, type Keeper } from './labels.ts';
import type { Confinement, GpuRequest, Limits, RunPlan } from './run-plan.ts';

const bytesPerGigabyte = 1024 ** 3;

/** How one execution may differ from what the project says. */
export interface RunSettings {
  /** The project that the limits, the GPU and the process commands come from; without one there are none. */
  readonly project?: Project | undefined;
  /** Variables of the service, beside those of its image. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Other limits than the project's; `false` lifts them. */
  readonly limits?: Limits | false | undefined;
  /** `none` cuts the service off. */
  readonly network?: 'default' | 'none' | undefined;
  /** `auto` uses one where the project asks for it and the engine has it. */
  readonly gpu?: 'auto' | 'required' | 'none' | undefined;
  /** Stricter than usual in some way; by default in none. */
  readonly confinement?: Confinement | undefined;
  /**
   * Texts of the input files, JSON or not, instead of those of the input; what is undefined is not there. For finding out
   * what a service does beyond the contract.
   */
  readonly inputTexts?: { readonly data?: string | undefined; readonly params?: string | undefined } | undefined;
  readonly profile?: ContractProfile | undefined;
}

/**
 * Decides how `image` is run with `input`. Pure: looks at nothing but its arguments.
 *
 * @param identity with an owner, the execution goes with that process; with the name of a store, it is detached
 */
export function planRun(
  image: Image,
  input: ServiceInput,
  settings: RunSettings,
  identity: { readonly executionId: string } & Keeper,
): RunPlan {
  const profile = settings.profile ?? profileV1;
  const { project } = settings;
  return {
    executionId: identity.executionId,
    image,
    inputDir: profile.input.folder,
    inputFiles: planFiles(profile, settings.inputTexts ?? { data: input.data.text, params: input.params.text }),
    inputDirVariable: profile.input.folderVariable,
    env: settings.env ?? {},
    limits: planLimits(settings),
    network: settings.network ?? 'default',
    gpu: planGpu(settings),
    confinement: settings.confinement ?? {},
    labels: executionLabels(identity),
    detached: 'store' in identity,
    ...(project?.process && { process: { dir: project.dir, commands: project.process } }),
  };
}

/** The limits that an execution with these settings is held to. */
export function planLimits({ project, limits }: Pick<RunSettings, 'project' | 'limits'>): Limits | undefined {
  if (limits === false) return undefined;
  const cpu = limits?.cpu ?? project?.resources.cpu;
  const memoryBytes = limits?.memoryBytes ?? (project && Math.round(project.resources.memory * bytesPerGigabyte));
  if (cpu === undefined && memoryBytes === undefined) return undefined;
  return { ...(cpu !== undefined && { cpu }), ...(memoryBytes !== undefined && { memoryBytes }) };
}

function planGpu({ project, gpu = 'auto' }: RunSettings): GpuRequest | undefined {
  if (gpu === 'none') return undefined;
  const wanted = project?.resources.gpu?.count ?? 0;
  if (gpu === 'required') return { count: Math.max(wanted, 1), required: true };
  return wanted > 0 ? { count: wanted, required: false } : undefined;
}

function planFiles(
  { input: { files } }: ContractProfile,
  { data, params }: NonNullable<RunSettings['inputTexts']>,
): RunPlan['inputFiles'] {
  return [
    ...(data === undefined ? [] : [{ name: files.data, text: data }]),
    ...(params === undefined ? [] : [{ name: files.params, text: params }]),
  ];
}
