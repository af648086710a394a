// Ending what runs in an engine before the engine itself ends.
import { setTimeout as sleep } from 'node:timers/promises';
import { getJson, request, textOf } from './http.mjs';

/** Ends all containers; returns the names of the bridges of the networks that users have made. */
export async function emptied(host) {
  try {
    const networks = await getJson(host, '/networks?filters={"driver":["bridge"]}');
    for (const end = Date.now() + 10_000; Date.now() < end; await sleep(100)) {
      const running = await getJson(host, '/containers/json');
      if (running.length === 0) break;
      await Promise.all(running.map(({ Id }) => kill(host, Id)));
    }
    return networks
      .map(({ Id, Options }) => Options?.['com.docker.network.bridge.name'] ?? `br-${Id.slice(0, 12)}`)
      .filter((name) => name !== 'docker0');
  } catch {
    // An engine that no longer answers gets ended all the same.
    return [];
  }
}

async function kill(host, id) {
  await textOf(await request(host, 'POST', `/containers/${id}/kill`));
}
