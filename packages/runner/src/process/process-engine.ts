import { join } from 'node:path';
import { type ProcessCommands, ServiceError } from '@planqk-service/core/runtime';
import type { BuildPlan } from '../build/build-plan.ts';
import type { DetachedExecution, DetachedReference } from '../engine/detached.ts';
import type { Image } from '../engine/image.ts';
import type { BuildContext, Engine, EngineInfo, EngineRun, SweepReport } from '../engine/port.ts';
import type { Owner } from '../run/labels.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { runBuildCommands } from './build-commands.ts';
import { checkRequirements } from './check-requirements.ts';
import { ProcessRun, spawnService } from './process-run.ts';
import type { ProcessTable } from './process-table.ts';
import { RunFolder, sweepRunFolders } from './run-folder.ts';

/** The part of the world that this engine needs. */
export interface ProcessWorld {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly tempDir: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** Undefined where users have no ids. */
  readonly uid: number | undefined;
  readonly owner: Owner;
  readonly processes: ProcessTable;
}

const startFailures: Readonly<Record<string, string>> = {
  ENOENT: 'no such program',
  EACCES: 'permission denied',
  ENOEXEC: 'it was built for another machine, or has no "#!" line',
};

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

  async run(plan: RunPlan, signal: AbortSignal, ready?: () => Promise<void>): Promise<EngineRun> {
    // Nobody would read its output or learn its exit code when we are gone.
    if (plan.detached) throw new ServiceError('DETACHED_UNSUPPORTED', { engine: this.kind });
    const commands = requireCommands(plan.process?.commands, plan.image.reference);
    const { platform, tempDir, owner, processes } = this.#world;
    const folder = await RunFolder.create(tempDir, plan, owner, processes);
    try {
      await ready?.();
      signal.throwIfAborted();
      const env = { ...plan.env, [plan.inputDirVariable]: folder.inputDir };
      const child = spawnService(commands.start, plan.process?.dir ?? plan.image.reference, env, platform);
      if (child.pid === undefined) {
        const { code, shortMessage } = (await child) as { code?: string; shortMessage?: string };
        const reason = startFailures[code ?? ''] ?? shortMessage ?? 'unknown';
        const notFound = code === undefined || code === 'ENOENT';
        const command = commands.start[0] ?? '';
        throw new ServiceError(notFound ? 'COMMAND_NOT_FOUND' : 'COMMAND_NOT_EXECUTABLE', { command, reason });
      }
      // At once: what it prints, and that it has ended, is told to those only who listen.
      const run = new ProcessRun(child, folder, platform, warnAbout(plan));
      // A service that cannot be noted runs all the same.
      const noted = folder.note(child.pid).catch(() => undefined);
      // Where it costs nothing, nobody sees the service at work before it is noted: killed then, we would leave it behind.
      if (platform === 'linux') await noted;
      return run;
    } catch (error) {
      await folder.remove();
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
    const { tempDir, owner, processes, uid } = this.#world;
    return { removed: await sweepRunFolders(tempDir, owner.host, processes, uid) };
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
