// The private Podman of this clone, as a service with Docker's API.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { bridgeOf, removeBridges } from './bridge.mjs';
import { emptied } from './containers.mjs';
import { startDaemon } from './daemon.mjs';
import { environmentOf, findProgram, unpackedPackages } from './debs.mjs';
import { clearLeftovers } from './leftovers.mjs';
import { layoutOf, makeDir } from './paths.mjs';
import { configured } from './podman-config.mjs';
import { endProcess, ownedPid, processesNaming } from './processes.mjs';

export const layout = layoutOf('podman');
export const host = `unix://${layout.socket}`;

const packages = [
  ...['podman', 'conmon', 'runc', 'tini', 'catatonit'],
  ...['netavark', 'aardvark-dns', 'iptables', 'iproute2'],
];

export const pid = () => ownedPid(layout.pidfile, 'tini', layout.socket);

export async function start(log) {
  const root = await unpackedPackages('podman', packages, log);
  await clearLeftovers(layout);
  makeDir(layout.run);
  makeDir(layout.data);
  const env = await configured(root, layout, environmentOf(root));
  log(`starting podman's service, log in ${layout.log}`);
  const service = [findProgram(root, 'podman'), '--log-level=warn', 'system', 'service', '--time=0', host];
  const started = await startDaemon({
    // Podman takes a container for running until its conmon, an orphan, has been reaped. Not every
    // machine's first process does that at once: tini does.
    command: findProgram(root, 'tini'),
    args: ['-s', '--', ...service],
    env,
    log: layout.log,
    host,
  });
  writeFileSync(layout.pidfile, `${started}\n`);
}

export async function stop() {
  const running = pid();
  const networks = running ? await emptied(host) : [];
  if (running) await tidied();
  if (running) await endProcess(running);
  await clearLeftovers(layout);
  const root = await unpackedPackages('podman', packages, () => {});
  await removeBridges([bridgeOf('podman'), ...networks], environmentOf(root));
  return Boolean(running);
}

// Each container's conmon still runs a podman that takes down the container's network.
async function tidied() {
  const end = Date.now() + 10_000;
  while (processesNaming([`${layout.run}/`]).length > 0 && Date.now() < end) await sleep(50);
}
