import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Owner } from '../run/labels.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { ProcessTable } from './process-table.ts';

/** A process that is told from a later one of the same id. */
interface KnownProcess {
  readonly pid: number;
  readonly start: string | undefined;
}

/** Who answers for a run, and what was started for it: what `sweep` needs to know when the owner is gone. */
interface RunRecord {
  readonly executionId: string;
  readonly owner: KnownProcess & Pick<Owner, 'host'>;
  readonly service?: KnownProcess;
}

const prefix = 'planqk-service-run-';
const recordName = 'run.json';
const inputName = 'input';

/** Temporary folder of one run, which nobody else can read: its input, and a record of its processes. */
export class RunFolder {
  readonly #path: string;
  readonly #table: ProcessTable;
  readonly #record: RunRecord;
  #isGone = false;

  private constructor(path: string, table: ProcessTable, record: RunRecord) {
    this.#path = path;
    this.#table = table;
    this.#record = record;
  }

  static async create(tempDir: string, plan: RunPlan, owner: Owner, table: ProcessTable): Promise<RunFolder> {
    const path = await mkdtemp(join(tempDir, `${prefix}${owner.pid}-`));
    const folder = new RunFolder(path, table, { executionId: plan.executionId, owner: { ...owner, start: undefined } });
    try {
      await writeRecord(path, folder.#record);
      await mkdir(folder.inputDir);
      for (const { name, text } of plan.inputFiles) await writeFile(join(folder.inputDir, name), text);
      return folder;
    } catch (error) {
      await folder.remove();
      throw error;
    }
  }

  get inputDir(): string {
    return join(this.#path, inputName);
  }

  /**
   * Notes the process of the service, as soon as the system has told when it began: on Linux at once, elsewhere another
   * program is asked, which takes up to a second on Windows. Nobody has to wait for it.
   */
  async note(pid: number): Promise<void> {
    const { owner } = this.#record;
    const [start, ownerStart] = await Promise.all([pid, owner.pid].map((id) => this.#table.startOf(id)));
    if (this.#isGone) return;
    const record = { ...this.#record, owner: { ...owner, start: ownerStart }, service: { pid, start } };
    await writeRecord(this.#path, record);
  }

  async remove(): Promise<void> {
    this.#isGone = true;
    // The record may just be written.
    await rm(this.#path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Ends services whose owners were killed, and removes the folders of their runs.
 *
 * @param uid of this process; folders of others are left alone: what they say is not to be believed
 * @returns ids of the executions whose remains were removed
 */
export async function sweepRunFolders(
  tempDir: string,
  host: string,
  table: ProcessTable,
  uid: number | undefined,
): Promise<string[]> {
  const names = (await readdir(tempDir).catch(() => [])).filter((name) => name.startsWith(prefix));
  const swept = await Promise.all(
    names.map(async (name) => {
      const path = join(tempDir, name);
      const stats = await lstat(path).catch(() => undefined);
      if (!stats?.isDirectory() || (uid !== undefined && stats.uid !== uid)) return undefined;
      const { executionId, owner, service } = (await readRecord(path)) ?? withoutRecord(name, host);
      if (owner.host !== host || Number.isNaN(owner.pid) || (await isRunning(owner, table))) return undefined;
      if (service?.start !== undefined) await table.end(service.pid, service.start);
      await rm(path, { recursive: true, force: true });
      return executionId;
    }),
  );
  return swept.filter((id) => id !== undefined);
}

async function isRunning({ pid, start }: KnownProcess, table: ProcessTable): Promise<boolean> {
  const now = await table.startOf(pid);
  return now !== undefined && (start === undefined || now === start);
}

/** What is known of a run that was killed before its record was written. */
function withoutRecord(name: string, host: string): RunRecord {
  const [pid] = name.slice(prefix.length).split('-');
  return { executionId: name, owner: { host, pid: Number(pid), start: undefined } };
}

/** Whole or not at all: whoever writes may be killed meanwhile. */
async function writeRecord(path: string, record: RunRecord): Promise<void> {
  const file = join(path, recordName);
  await writeFile(`${file}.new`, JSON.stringify(record));
  await rename(`${file}.new`, file);
}

async function readRecord(path: string): Promise<RunRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(join(path, recordName), 'utf8')) as Partial<RunRecord>;
    return typeof record.owner?.pid === 'number' && record.executionId !== undefined
      ? (record as RunRecord)
      : undefined;
  } catch {
    return undefined;
  }
}
