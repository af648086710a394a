import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { JsonText } from '../contract/json-text.ts';
import { ServiceError } from '../errors/index.ts';
import { describeProblems } from './describe-problems.ts';
import {
  type ProcessCommands,
  type Project,
  platformDefaults,
  type Resources,
  type SkippedProbe,
  type TypeSettings,
} from './project.ts';
import { type Validator, validatePlanqk, validatePlanqkService } from './schemas.gen.ts';

interface PlanqkJson {
  readonly name: string;
  readonly runtime: string;
  readonly resources: Resources;
}

interface PlanqkServiceJson {
  readonly process?: ProcessCommands & { readonly windows?: Partial<ProcessCommands> };
  readonly types?: TypeSettings;
  readonly test?: { readonly skip?: readonly SkippedProbe[] };
}

/**
 * Reads a service's folder: `planqk.json`, `planqk-service.json` and where the sample input lies.
 *
 * @param dir the project's folder, absolute or relative to the working directory
 * @param platform as in `process.platform`; decides which process commands apply
 * @throws ServiceError PROJECT_NOT_FOUND, INVALID_JSON, CONFIG_INVALID
 */
export async function loadProject(dir: string, platform: NodeJS.Platform = process.platform): Promise<Project> {
  const root = resolve(dir);
  const found = await stat(root).catch(() => undefined);
  if (!found?.isDirectory()) throw new ServiceError('PROJECT_NOT_FOUND', { dir: root });

  const planqk = await readConfig<PlanqkJson>(join(root, 'planqk.json'), validatePlanqk);
  const tool = await readConfig<PlanqkServiceJson>(join(root, 'planqk-service.json'), validatePlanqkService);
  const commands = tool?.process && withPlatform(tool.process, platform);

  return {
    dir: root,
    name: planqk?.name || basename(root),
    dockerfile: join(root, 'Dockerfile'),
    resources: withDefaults(planqk?.resources),
    resourcesFrom: planqk === undefined ? "the platform's defaults" : 'planqk.json',
    sampleInput: { data: join(root, 'input', 'data.json'), params: join(root, 'input', 'params.json') },
    ...(commands && { process: commands }),
    ...(tool?.types && { types: tool.types }),
    ...(tool?.test?.skip && { skippedProbes: tool.test.skip }),
    warnings: warnAbout(planqk),
  };
}

async function readConfig<T>(path: string, validate: Validator): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    const problem = error.code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${error.code ?? error.message})`;
    throw new ServiceError('CONFIG_INVALID', { path, problems: [problem] }, { cause: error });
  });
  if (text === undefined) return undefined;
  const value = JsonText.from(text, path).parse();
  if (!validate(value)) throw new ServiceError('CONFIG_INVALID', { path, problems: describeProblems(validate) });
  return value as T;
}

/** The platform silently replaces a missing or zero resource by its default. */
function withDefaults(resources: Resources | undefined): Resources {
  const gpu = resources?.gpu;
  return {
    cpu: resources?.cpu || platformDefaults.cpu,
    memory: resources?.memory || platformDefaults.memory,
    ...(gpu && gpu.count > 0 && { gpu }),
  };
}

function warnAbout(planqk: PlanqkJson | undefined): string[] {
  const { cpu, memory } = platformDefaults;
  if (planqk === undefined)
    return [`There is no planqk.json: using the platform's defaults (${cpu} CPU, ${memory} GB).`];
  const warnings: string[] = [];
  if (planqk.runtime !== 'DOCKER')
    warnings.push(`planqk.json: runtime is ${planqk.runtime}; a custom container needs DOCKER.`);
  if (planqk.resources.cpu === 0)
    warnings.push(`planqk.json: resources.cpu is 0, which the platform turns into ${cpu}.`);
  if (planqk.resources.memory === 0)
    warnings.push(`planqk.json: resources.memory is 0, which the platform turns into ${memory} GB.`);
  return warnings;
}

function withPlatform(
  { windows, ...commands }: ProcessCommands & { readonly windows?: Partial<ProcessCommands> },
  platform: NodeJS.Platform,
): ProcessCommands {
  return platform === 'win32' ? { ...commands, ...windows } : commands;
}
