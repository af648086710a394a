// What an engine that was killed leaves: helpers, containers, mounts, files that name dead processes.
import { rm } from 'node:fs/promises';
import { endProcess, processesNaming, unmountUnder } from './processes.mjs';

/** Only for an engine that does not run, or is meant to end. Its images and containers stay. */
export async function clearLeftovers({ data, run, socket, pidfile }) {
  const left = processesNaming([`${run}/`, `${data}/`, socket]);
  await Promise.all(left.map((pid) => endProcess(pid, 0)));
  await unmountUnder([run, data]);
  for (const path of [run, socket, pidfile]) await rm(path, { recursive: true, force: true });
}
