// What is found and running, for people and for scripts.

import { getJson } from './http.mjs';
import { currentEngine, engines } from './index.mjs';

export async function statusOf() {
  const kinds = Object.keys(engines);
  const states = await Promise.all(kinds.map(stateOf));
  return Object.fromEntries(kinds.map((kind, index) => [kind, states[index]]));
}

async function stateOf(kind) {
  const engine = await currentEngine(kind);
  if (!engine) return { running: false };
  const host = engine.env.DOCKER_HOST;
  const [version, info] = await Promise.all([getJson(host, '/version'), getJson(host, '/info')]);
  return {
    running: true,
    origin: engine.origin,
    host,
    version: version.Version,
    apiVersion: version.ApiVersion,
    storageDriver: info.Driver,
    cgroupVersion: info.CgroupVersion,
    ...(engine.origin === 'private' && { pid: engines[kind].pid(), log: engines[kind].layout.log }),
  };
}

export function statusText(status) {
  return Object.entries(status)
    .map(([kind, { running, ...facts }]) =>
      running
        ? [`${kind}:`, ...Object.entries(facts).map(([name, value]) => `  ${name}: ${value}`)].join('\n')
        : `${kind}: not running`,
    )
    .join('\n');
}
