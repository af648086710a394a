import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProcessCommands, ServiceError } from '@planqk-service/core/runtime';
import type { BuildPlan } from '../build/build-plan.ts';
import type { DetachedExecution, DetachedReference } from '../engine/detached.ts';
import type { Image } from '../engine/image.ts';
import type { BuildContext, Engine, EngineInfo, EngineRun, SweepReport } from '../engine/port.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { runBuildCommands } from './build-commands.ts';
import { checkRequirements } from './check-requirements.ts';
import { ProcessRun, spawnService } from './process-run.ts';

/** The part of the world that this engine needs. */
export interface ProcessWorld {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly tempDir: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

const startFailures: Readonly<Record<string, string>> = {
  ENOENT: 'no such program',
  EACCES: 'permission denied',
  ENOEXEC: 'it was built for another machine, or has no "#!" line',
};

const inputDirPrefix = 'planqk-service-input-';

/**
 * Runs a service as a plain process of this machine: seconds faster than a container while one writes code, but
 * without its limits, its file system and its user.
 */
export class ProcessEngine implements Engine {
  readonly kind = 'process';
  readonly #world: ProcessWorld;

  constructor(world: ProcessWorld) {
    this.#world = world;
  }

  async info(): Promise<EngineInfo> {
    const { platform, arch, cpus, memoryBytes } = this.#world;
    return {
      kind: 'process',
      name: 'plain processes',
      version: '',
      platform: `${platform}/${arch}`,
      cpus,
      memoryBytes,
    };
  }

  async findImage(): Promise<Image | undefined> {
    // Compilers know better than we whether there is anything to do.
    return undefined;
  }

  async build(plan: BuildPlan, context: BuildContext): Promise<Image> {
    const commands = requireCommands(plan.process, plan.dir);
    await checkRequirements(commands.requires ?? [], plan.dir);
    await runBuildCommands(commands.build ?? [], plan.dir, context);
    const { platform, arch } = this.#world;
    return {
      engine: 'process',
      reference: plan.dir,
      id: plan.fingerprint,
      platform: `${platform}/${arch}`,
      sizeBytes: 0,
    };
  }

  async run(plan: RunPlan, signal: AbortSignal): Promise<EngineRun> {
    // Nobody would read its output or learn its exit code when we are gone.
    if (plan.detached) throw new ServiceError('DETACHED_UNSUPPORTED', { engine: this.kind });
    const commands = requireCommands(plan.process?.commands, plan.image.reference);
    const inputDir = await mkdtemp(join(this.#world.tempDir, `${inputDirPrefix}${this.#world.pid}-`));
    try {
      for (const { name, text } of plan.inputFiles) await writeFile(join(inputDir, name), text);
      signal.throwIfAborted();
      const env = { ...plan.env, [plan.inputDirVariable]: inputDir };
      const { platform } = this.#world;
      const child = spawnService(commands.start, plan.process?.dir ?? plan.image.reference, env, platform);
      if (child.pid === undefined) {
        const { code, shortMessage } = (await child) as { code?: string; shortMessage?: string };
        const reason = startFailures[code ?? ''] ?? shortMessage ?? 'unknown';
        const notFound = code === undefined || code === 'ENOENT';
        const command = commands.start[0] ?? '';
        throw new ServiceError(notFound ? 'COMMAND_NOT_FOUND' : 'COMMAND_NOT_EXECUTABLE', { command, reason });
      }
      return new ProcessRun(child, inputDir, platform, warnAbout(plan));
    } catch (error) {
      await rm(inputDir, { recursive: true, force: true });
      throw error;
    }
  }

  async listDetached(): Promise<readonly DetachedExecution[]> {
    return [];
  }

  async reattach({ executionId }: DetachedReference): Promise<EngineRun> {
    throw new ServiceError('EXECUTION_NOT_FOUND', { executionId, reason: 'plain processes are never detached.' });
  }

  async removeDetached(): Promise<void> {
    // There is none.
  }

  async sweep(): Promise<SweepReport> {
    const names = await readdir(this.#world.tempDir).catch(() => []);
    const orphans = names.filter((name) => {
      const owner = name.startsWith(inputDirPrefix)
        ? Number(name.slice(inputDirPrefix.length).split('-')[0])
        : Number.NaN;
      return Number.isInteger(owner) && !this.#world.isAlive(owner);
    });
    await Promise.all(orphans.map((name) => rm(join(this.#world.tempDir, name), { recursive: true, force: true })));
    return { removed: orphans };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is kept open between runs.
  }
}

function requireCommands(commands: ProcessCommands | undefined, dir: string): ProcessCommands {
  if (commands === undefined)
    throw new ServiceError('PROCESS_NOT_CONFIGURED', { path: join(dir, 'planqk-service.json') });
  return commands;
}

function warnAbout(plan: RunPlan): string[] {
  const ignored = [
    ...(plan.limits ? ['the limits of CPU and memory'] : []),
    ...(plan.network === 'none' ? ['--network none'] : []),
    ...(plan.gpu?.required ? ['the GPU request'] : []),
  ];
  return ignored.length === 0 ? [] : [`A plain process knows no container: ${ignored.join(', ')} do not apply.`];
}
