// Processes and mounts, as /proc shows them.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryRun } from './exec.mjs';

const engineProgram = /^(dockerd|containerd|containerd-shim.*|docker-proxy|runc|podman|tini|conmon|aardvark-dns)$/;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function commandLine(pid) {
  return read(`/proc/${pid}/cmdline`).split('\0').slice(0, -1);
}

// A zombie has ended already: only its parent can make it go away.
export function alive(pid) {
  const status = read(`/proc/${pid}/status`);
  return status !== '' && !/^State:\s+[ZX]/m.test(status);
}

/** The pid in the file, if it still is that program and has `mark` in its command line. */
export function ownedPid(pidfile, program, mark) {
  const pid = Number(read(pidfile).trim());
  if (!(pid > 1) || !alive(pid)) return undefined;
  const line = commandLine(pid);
  return basename(line[0] ?? '') === program && line.some((word) => word.includes(mark)) ? pid : undefined;
}

/** SIGTERM, time to end in order, then SIGKILL. */
export async function endProcess(pid, patience = 20_000) {
  for (const [signal, time] of [
    ['SIGTERM', patience],
    ['SIGKILL', 5000],
  ]) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const end = Date.now() + time; Date.now() < end; await sleep(50)) if (!alive(pid)) return;
  }
}

/** Engine processes that have one of the paths in their command line, and all their descendants. */
export function processesNaming(paths) {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const found = new Set(
    pids.filter((pid) => {
      const line = commandLine(pid);
      const ours = line.some((word) => paths.some((path) => word.includes(path)));
      return engineProgram.test(basename(line[0] ?? '')) && ours && alive(pid);
    }),
  );
  const parents = pids.map((pid) => [pid, Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1])]);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(process.pid);
  return [...found];
}

export async function unmountUnder(dirs) {
  const points = read('/proc/self/mountinfo')
    .split('\n')
    .map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '))
    .filter((point) => dirs.some((dir) => point === dir || point.startsWith(`${dir}/`)));
  // The innermost first; "lazy" as the last resort, where something still has a file open.
  for (const point of points.reverse()) (await tryRun('umount', [point])) ?? (await tryRun('umount', ['-l', point]));
}
