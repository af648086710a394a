import { availableParallelism, tmpdir, totalmem } from 'node:os';
import type { ProcessWorld } from './process-engine.ts';

/** The machine that this process runs on. */
export function thisMachine(isAlive: (pid: number) => boolean): ProcessWorld {
  return {
    platform: process.platform,
    arch: process.arch,
    tempDir: tmpdir(),
    cpus: availableParallelism(),
    memoryBytes: totalmem(),
    pid: process.pid,
    isAlive,
  };
}
