import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Docker from 'dockerode';

/** A Docker engine that nobody else uses, and that may therefore be ended. */
export interface OwnEngine extends AsyncDisposable {
  readonly address: string;
  /** Takes over an image of another engine. */
  load(from: string, image: string): Promise<void>;
  start(): Promise<void>;
  /** Resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

interface Layout {
  readonly data: string;
  readonly run: string;
  readonly socket: string;
  readonly pidfile: string;
  readonly log: string;
}

interface Scripts {
  launch(layout: Layout, network: readonly string[], log: (line: string) => void): Promise<void>;
  clearLeftovers(layout: Layout): Promise<void>;
  cacheDir: string;
  alive(pid: number): boolean;
}

/** Why there can be none here, or undefined. */
export const obstacleToOwnEngine =
  process.platform === 'linux' && process.getuid?.() === 0 ? undefined : 'that needs root on Linux';

export async function ownEngine(): Promise<OwnEngine> {
  const { launch, clearLeftovers, cacheDir, alive } = await scripts();
  // Sockets need short paths, containers a file system that is no overlay.
  const base = await mkdtemp(join(tmpdir(), 'own-engine-'));
  const data = await mkdtemp(join(cacheDir, 'own-engine-'));
  const run = join(base, 'run');
  const layout = { data, run, socket: join(base, 'd.sock'), pidfile: join(base, 'd.pid'), log: join(base, 'log') };
  const start = () => launch(layout, ['--bridge', 'none', '--iptables=false'], () => undefined);
  await start();
  return {
    address: `unix://${layout.socket}`,
    start,
    load: async (from, image) => {
      const source = new Docker({ socketPath: from.slice('unix://'.length) });
      const headers = { 'Content-Type': 'application/x-tar' };
      const load = request({ socketPath: layout.socket, method: 'POST', path: '/images/load?quiet=1', headers });
      const answered = once(load, 'response');
      await pipeline(await source.getImage(image).get(), load);
      const [response] = await answered;
      await once(response.resume(), 'end');
    },
    end: async (signal) => {
      const pid = Number(await readFile(layout.pidfile, 'utf8'));
      process.kill(pid, signal);
      while (alive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
      // It goes with the one that was killed, but where nobody reaps it the next one waits for it.
      await rm(join(run, 'exec', 'containerd', 'containerd.pid'), { force: true });
    },
    [Symbol.asyncDispose]: async () => {
      await clearLeftovers(layout);
      for (const path of [data, base]) await rm(path, { recursive: true, force: true });
    },
  };
}

/** Plain JavaScript, outside of this package. */
async function scripts(): Promise<Scripts> {
  const at = (name: string) => import(new URL(`../../../../scripts/engine/${name}.mjs`, import.meta.url).href);
  const [docker, leftovers, paths, processes] = await Promise.all(
    ['docker', 'leftovers', 'paths', 'processes'].map(at),
  );
  return { ...docker, ...leftovers, ...paths, ...processes };
}
