import { constants } from 'node:os';
import { execa } from 'execa';
import pidusage from 'pidusage';
import type { EngineExit, EngineRun, EngineUsage, OutputChunk, StartFailure } from '../engine/port.ts';
import { mergeOutput } from './merge-output.ts';
import type { RunFolder } from './run-folder.ts';

const usageIntervalMs = 100;

type Child = ReturnType<typeof spawnService>;

/** @param argv the program and its arguments */
export function spawnService(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  platform: NodeJS.Platform,
) {
  const [command = '', ...args] = argv;
  // A process group of its own: Ctrl-C in the terminal reaches us only, and we can end its children too.
  const detached = platform !== 'win32';
  return execa(command, args, { cwd, env, stdin: 'ignore', buffer: false, reject: false, detached });
}

/** A service that runs as a plain process of this machine. */
export class ProcessRun implements EngineRun {
  readonly warnings: readonly string[];
  readonly output: AsyncIterable<OutputChunk>;
  readonly exit: Promise<EngineExit>;
  readonly removed: Promise<void>;
  readonly #child: Child;
  readonly #folder: RunFolder;
  readonly #platform: NodeJS.Platform;
  #usage: EngineUsage = { samples: 0 };

  /** @param folder goes with the run */
  constructor(child: Child, folder: RunFolder, platform: NodeJS.Platform, warnings: readonly string[]) {
    this.warnings = warnings;
    this.#child = child;
    this.#folder = folder;
    this.#platform = platform;
    this.output = mergeOutput({ stdout: child.stdout, stderr: child.stderr });
    this.exit = this.#watch();
    this.removed = this.exit.then(() => undefined);
    this.exit.catch(() => undefined);
    this.removed.catch(() => undefined);
  }

  startFailure(): StartFailure | undefined {
    return undefined;
  }

  async stop(graceMs: number): Promise<void> {
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), graceMs);
    await this.exit.finally(() => clearTimeout(timer));
  }

  async kill(): Promise<void> {
    this.#signal('SIGKILL');
    await this.exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #watch(): Promise<EngineExit> {
    const startedAt = new Date();
    const timer = setInterval(() => void this.#sample(), usageIntervalMs);
    void this.#sample();
    // As in a container, nothing outlives the main process; what it leaves behind might keep its streams open for ever.
    this.#child.nodeChildProcess.once('exit', () => this.#signal('SIGKILL'));
    const { exitCode, signal } = await this.#child;
    clearInterval(timer);
    await this.#folder.remove();
    return {
      exitCode: exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal as NodeJS.Signals]),
      oomKilled: false,
      startedAt,
      endedAt: new Date(),
      usage: this.#usage,
    };
  }

  async #sample(): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined) return;
    const stats = await pidusage(pid).catch(() => undefined);
    if (stats === undefined) return;
    this.#usage = {
      samples: this.#usage.samples + 1,
      peakMemoryBytes: Math.max(this.#usage.peakMemoryBytes ?? 0, stats.memory),
      cpuTimeMs: Math.max(this.#usage.cpuTimeMs ?? 0, stats.ctime),
    };
  }

  /** Reaches the service's own children too, where the system has process groups. */
  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (this.#platform === 'win32') this.#child.kill(signal);
      else process.kill(-pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
