import { availableParallelism, tmpdir, totalmem } from 'node:os';
import type { Owner } from '../run/labels.ts';
import type { ProcessWorld } from './process-engine.ts';
import { processTable } from './process-table.ts';

/** The machine that this process runs on. */
export function thisMachine(owner: Owner): ProcessWorld {
  return {
    platform: process.platform,
    arch: process.arch,
    tempDir: tmpdir(),
    cpus: availableParallelism(),
    memoryBytes: totalmem(),
    uid: process.getuid?.(),
    owner,
    processes: processTable(process.platform),
  };
}
