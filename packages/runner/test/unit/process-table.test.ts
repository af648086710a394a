import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processTable, type TableSources } from '../../src/process/process-table.ts';

interface Told {
  readonly files?: Readonly<Record<string, string>>;
  readonly answers?: Readonly<Record<string, string>>;
}

/** A system that tells what it is told to, and notes what it was asked to end. */
function system({ files = {}, answers = {} }: Told): TableSources & { readonly ended: string[] } {
  const ended: string[] = [];
  return {
    ended,
    readText: async (path) => files[path],
    async ask(command, args) {
      if (command === 'taskkill') ended.push([command, ...args].join(' '));
      return Object.entries(answers).find(([part]) => [command, ...args].join(' ').includes(part))?.[1];
    },
    kill: (pid, signal) => void ended.push(`${signal} ${pid}`),
  };
}

const stat = (name: string, state: string, ticks: number) =>
  `7 (${name}) ${state} 1 7 7 ${'0 '.repeat(15)}${ticks} 0 0\n`;
const boot = { '/proc/sys/kernel/random/boot_id': 'b00t\n' };

describe('the start of a process', () => {
  it('is read from /proc on Linux, whatever the name of the program', async () => {
    const table = (text: string) => processTable('linux', system({ files: { '/proc/7/stat': text, ...boot } }));
    expect(await table(stat('sh', 'S', 4711)).startOf(7)).toBe('b00t 4711');
    expect(await table(stat('a) Z 1 (b', 'R', 4712)).startOf(7)).toBe('b00t 4712');
  });

  it('is asked of ps on macOS and of PowerShell on Windows', async () => {
    const mac = processTable('darwin', system({ answers: { '-p 7': 'Ss   Sun Nov 22 10:00:01 2026\n' } }));
    expect(await mac.startOf(7)).toBe('Sun Nov 22 10:00:01 2026');
    const windows = processTable('win32', system({ answers: { 'Get-Process -Id 7)': '134082720012345678\r\n' } }));
    expect(await windows.startOf(7)).toBe('134082720012345678');
  });

  it.each(['linux', 'darwin', 'win32'] as const)('is unknown where none runs on %s', async (platform) => {
    expect(await processTable(platform, system({})).startOf(7)).toBeUndefined();
  });

  it('is unknown of one that has ended and only waits to be reaped', async () => {
    const files = { '/proc/7/stat': stat('sh', 'Z', 4711), ...boot };
    expect(await processTable('linux', system({ files })).startOf(7)).toBeUndefined();
    const answers = { ps: 'Z+   Sun Nov 22 10:00:01 2026\n' };
    expect(await processTable('darwin', system({ answers })).startOf(7)).toBeUndefined();
  });

  it('is the same whenever this system is asked, and another one for another process', async () => {
    const table = processTable(process.platform);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const start = await table.startOf(child.pid ?? -1);
    expect(start).toBeDefined();
    expect(await table.startOf(child.pid ?? -1)).toBe(start);
    expect(await table.startOf(process.pid)).not.toBe(start);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await table.startOf(child.pid ?? -1)).toBeUndefined();
  });
});

describe('ending a process', () => {
  const told: Record<'linux' | 'darwin' | 'win32', Told> = {
    linux: { files: { '/proc/7/stat': stat('sh', 'S', 1), ...boot } },
    darwin: { answers: { ps: 'S Sun Nov 22 10:00:01 2026\n' } },
    win32: { answers: { powershell: '1\r\n' } },
  };

  it.each([
    ['linux', 'b00t 1', 'SIGKILL -7'],
    ['darwin', 'Sun Nov 22 10:00:01 2026', 'SIGKILL -7'],
    ['win32', '1', 'taskkill /PID 7 /T /F'],
  ] as const)('takes its children with it on %s', async (platform, start, how) => {
    const sources = system(told[platform]);
    expect(await processTable(platform, sources).end(7, start)).toBe(true);
    expect(sources.ended).toEqual([how]);
  });

  it.each(['linux', 'darwin', 'win32'] as const)('spares another one that was given its id on %s', async (platform) => {
    const sources = system(told[platform]);
    expect(await processTable(platform, sources).end(7, 'earlier')).toBe(false);
    expect(sources.ended).toEqual([]);
  });

  it('is no error where it has just ended', async () => {
    const kill = () => {
      throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
    };
    const table = processTable('linux', { ...system(told.linux), kill });
    expect(await table.end(7, 'b00t 1')).toBe(true);
  });
});
