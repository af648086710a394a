// Real engines for as long as something needs them.
import { currentEngine, engines, ensureEngine, ensureImages, ensurePodman } from '../engine/index.mjs';

/**
 * Calls `action` with the environment of a real Docker engine with all base images, and of Podman where it can be had.
 * What had to be started for it is ended afterwards.
 */
export async function withEngines(action, { podman = true, log = console.error } = {}) {
  const started = [];
  const open = async (kind, ensure) => {
    const running = await currentEngine(kind);
    const engine = running ?? (await ensure({ log }));
    if (engine === undefined) return undefined;
    if (running === undefined) started.push(kind);
    await ensureImages({ env: engine.env, kind, log });
    return engine.env.DOCKER_HOST;
  };
  try {
    const dockerHost = await open('docker', ensureEngine);
    const podmanHost = podman ? await open('podman', ensurePodman) : undefined;
    return await action({
      ...process.env,
      ...(dockerHost && { DOCKER_HOST: dockerHost }),
      ...(podmanHost && { PODMAN_HOST: podmanHost }),
    });
  } finally {
    for (const kind of started.reverse()) await engines[kind].stop(log);
  }
}
