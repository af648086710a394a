// A network bridge for one private engine: docker0 would be shared with every other engine.
import { createHash } from 'node:crypto';
import { run, tryRun } from './exec.mjs';
import { cloneId } from './paths.mjs';

// An interface's name may have 15 characters.
export const bridgeOf = (kind) => `pqk${kind[0]}${cloneId}`;

/** A /24 that no route of this machine covers, the same each time where possible. */
export async function freeSubnet(kind, env) {
  const routes = (await tryRun('ip', ['-4', 'route', 'show', 'table', 'all'], { env })) ?? '';
  const hash = createHash('sha256').update(bridgeOf(kind)).digest();
  for (let step = 0; step < 256; step++) {
    const prefix = `10.${100 + (hash[0] % 100)}.${(hash[1] + step) % 256}`;
    const others = routes.split('\n').filter((line) => !line.includes(bridgeOf(kind)));
    if (!others.some((line) => line.includes(`${prefix}.`))) return prefix;
  }
  throw new Error('found no free network for the bridge');
}

/**
 * A /16 likewise. Podman 4.3 never gives back the address of a container that it removes by itself, and a test run has
 * more of them than a /24 has addresses.
 */
export async function freeWideSubnet(kind, env) {
  const routes = (await tryRun('ip', ['-4', 'route', 'show', 'table', 'all'], { env })) ?? '';
  const others = routes.split('\n').filter((line) => !line.includes(bridgeOf(kind)));
  const hash = createHash('sha256').update(bridgeOf(kind)).digest();
  for (let step = 0; step < 50; step++) {
    const prefix = `10.${200 + ((hash[0] + step) % 50)}`;
    if (!others.some((line) => line.includes(`${prefix}.`))) return prefix;
  }
  throw new Error('found no free network for the bridge');
}

export async function makeBridge(kind, env) {
  const name = bridgeOf(kind);
  const prefix = await freeSubnet(kind, env);
  if (!(await tryRun('ip', ['link', 'show', name], { env })))
    await run('ip', ['link', 'add', name, 'type', 'bridge'], { env });
  await tryRun('ip', ['address', 'add', `${prefix}.1/24`, 'dev', name], { env });
  await run('ip', ['link', 'set', name, 'up'], { env });
  return name;
}

/** Removes bridges and the packet filter rules that name them or their networks. */
export async function removeBridges(names, env) {
  for (const name of new Set(names)) {
    const address = await tryRun('ip', ['-4', '-o', 'address', 'show', 'dev', name], { env });
    if (address === undefined) continue;
    const subnet = /inet (\d+\.\d+\.\d+)\.\d+(\/\d+)/.exec(address);
    await removeRules([` ${name} `, ...(subnet ? [` ${subnet[1]}.0${subnet[2]} `] : [])], env);
    await tryRun('ip', ['link', 'delete', name], { env });
  }
}

async function removeRules(marks, env) {
  for (const table of ['filter', 'nat']) {
    const rules = (await tryRun('iptables', ['-w', '-t', table, '-S'], { env })) ?? '';
    for (const rule of rules.split('\n')) {
      if (!rule.startsWith('-A ') || !marks.some((mark) => `${rule} `.includes(mark))) continue;
      await tryRun('iptables', ['-w', '-t', table, '-D', ...rule.slice(3).split(' ')], { env });
    }
  }
}
