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
  const root = await unpackedPackages('docker', packages, log);
  const env = environmentOf(root);
  await clearLeftovers(layout);
  makeDir(layout.run);
  makeDir(layout.data);
  // The system's own /etc/docker/daemon.json is not meant for this engine.
  const config = join(layout.run, 'daemon.json');
  writeFileSync(config, '{}\n');
  allowForwarding();
  const bridge = await makeBridge('docker', env);
  log(`starting dockerd, log in ${layout.log}`);
  await startDaemon({
    command: findProgram(root, 'dockerd'),
    args: [
      ...['--host', host, '--config-file', config, '--pidfile', layout.pidfile],
      ...['--data-root', layout.data, '--exec-root', join(layout.run, 'exec')],
      ...['--bridge', bridge, '--shutdown-timeout', '5'],
      ...['--init-path', findProgram(root, 'docker-init', 'tini-static', 'tini')],
      // With it dockerd would also make DROP the machine's policy for forwarded packets.
      '--ip-forward=false',
    ],
    env,
    log: layout.log,
    host,
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
