// The private Docker engine of this clone.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bridgeOf, makeBridge, removeBridges } from './bridge.mjs';
import { emptied } from './containers.mjs';
import { startDaemon } from './daemon.mjs';
import { environmentOf, findProgram, unpackedPackages } from './debs.mjs';
import { clearLeftovers } from './leftovers.mjs';
import { layoutOf, makeDir } from './paths.mjs';
import { endProcess, ownedPid } from './processes.mjs';

export const layout = layoutOf('docker');
export const host = `unix://${layout.socket}`;

const packages = ['docker.io', 'containerd', 'runc', 'tini', 'iptables', 'iproute2'];

export const pid = () => ownedPid(layout.pidfile, 'dockerd', layout.socket);

export async function start(log) {
  const env = environmentOf(await unpackedPackages('docker', packages, log));
  await clearLeftovers(layout);
  allowForwarding();
  const bridge = await makeBridge('docker', env);
  log(`starting dockerd, log in ${layout.log}`);
  await launch(layout, ['--bridge', bridge], log);
}

/** A dockerd that keeps everything in `where`; `network` are its flags for that. */
export async function launch(where, network, log) {
  const root = await unpackedPackages('docker', packages, log);
  makeDir(where.run);
  makeDir(where.data);
  // The system's own /etc/docker/daemon.json is not meant for this engine.
  const config = join(where.run, 'daemon.json');
  writeFileSync(config, '{}\n');
  await startDaemon({
    command: findProgram(root, 'dockerd'),
    args: [
      ...['--host', `unix://${where.socket}`, '--config-file', config, '--pidfile', where.pidfile],
      ...['--data-root', where.data, '--exec-root', join(where.run, 'exec')],
      ...network,
      ...['--shutdown-timeout', '5'],
      ...['--init-path', findProgram(root, 'docker-init', 'tini-static', 'tini')],
      // With it dockerd would also make DROP the machine's policy for forwarded packets.
      '--ip-forward=false',
    ],
    env: environmentOf(root),
    log: where.log,
    host: `unix://${where.socket}`,
  });
}

export async function stop() {
  const running = pid();
  const networks = running ? await emptied(host) : [];
  if (running) await endProcess(running);
  await clearLeftovers(layout);
  const root = await unpackedPackages('docker', packages, () => {});
  // Those of users' networks too: the engine makes them again when it starts.
  await removeBridges([bridgeOf('docker'), ...networks], environmentOf(root));
  return Boolean(running);
}

function allowForwarding() {
  try {
    writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
  } catch {
    // Read-only in some containers, where it usually is on already.
  }
}
