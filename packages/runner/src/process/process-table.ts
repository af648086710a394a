import { readFile } from 'node:fs/promises';

/** The processes of a machine, as far as they have to be told from each other and ended. */
export interface ProcessTable {
  /**
   * When a process began, in the system's own words: with it, an id means one process even after the id was given to
   * another. Undefined where none of this id runs.
   */
  startOf(pid: number): Promise<string | undefined>;
  /** Ends a process by force, with its children, where it began at `start`. False where it did not. */
  end(pid: number, start: string): Promise<boolean>;
}

/** What a table reads and does; passed in so that every platform can be tested on any. */
export interface TableSources {
  /** @returns undefined where there is no such file */
  readonly readText: (path: string) => Promise<string | undefined>;
  /** stdout of a command, or undefined where it fails. */
  readonly ask: (command: string, args: readonly string[]) => Promise<string | undefined>;
  /** As `process.kill`. */
  readonly kill: (pid: number, signal: NodeJS.Signals) => void;
}

export function processTable(platform: NodeJS.Platform, sources: TableSources = thisSystem): ProcessTable {
  const startOf = (pid: number) => {
    if (platform === 'linux') return startOnLinux(pid, sources);
    return platform === 'win32' ? startOnWindows(pid, sources) : startByPs(pid, sources);
  };
  return {
    startOf,
    async end(pid, start) {
      if ((await startOf(pid)) !== start) return false;
      if (platform === 'win32') await sources.ask('taskkill', ['/PID', String(pid), '/T', '/F']);
      else killGroup(pid, sources);
      return true;
    },
  };
}

/** Clock ticks since the machine was started, and which start that was. See proc_pid_stat(5), field 22. */
async function startOnLinux(pid: number, { readText }: TableSources): Promise<string | undefined> {
  const [stat, boot] = await Promise.all([readText(`/proc/${pid}/stat`), readText('/proc/sys/kernel/random/boot_id')]);
  // The name of the program, in brackets, may hold anything; the state behind it is the third field.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state, ticks] = [fields[0], fields[19]];
  return ticks === undefined || state === 'Z' ? undefined : `${boot?.trim()} ${ticks}`;
}

async function startByPs(pid: number, { ask }: TableSources): Promise<string | undefined> {
  const [state = '', ...began] =
    (await ask('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]))?.trim().split(/\s+/) ?? [];
  return began.length === 0 || state.startsWith('Z') ? undefined : began.join(' ');
}

async function startOnWindows(pid: number, { ask }: TableSources): Promise<string | undefined> {
  const command = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return (await ask('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command]))?.trim() || undefined;
}

function killGroup(pid: number, { kill }: TableSources): void {
  try {
    kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const thisSystem: TableSources = {
  readText: (path) => readFile(path, 'latin1').catch(() => undefined),
  async ask(command, args) {
    // Loaded here: on Linux nothing is asked.
    const { execa } = await import('execa');
    const { stdout, failed } = await execa(command, args, {
      reject: false,
      stdin: 'ignore',
      // Dates as English has them, and the same after the user has travelled.
      env: { LC_ALL: 'C', TZ: 'UTC' },
    });
    return failed ? undefined : stdout;
  },
  kill: (pid, signal) => process.kill(pid, signal),
};
