import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runServer } from 'verdaccio';
import { finish } from './command.ts';

/** A registry of our own, on this machine: it has what is published to it, and passes on what others have published. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** What npm and pnpm need to use it, and nothing that they have cached. */
  readonly env: Readonly<Record<string, string>>;
}

export async function startRegistry(folder: string): Promise<Registry> {
  await mkdir(folder, { recursive: true });
  const { stdout } = await finish(['npm', 'config', 'get', 'registry'], { cwd: folder, env: process.env });
  const config = join(folder, 'verdaccio.yaml');
  const ours = ['@planqk-service/*', 'planqk-service', 'create-planqk-service'];
  const mine = ours.map((name) => `  '${name}':\n    access: $all\n    publish: $all\n    unpublish: $all\n`);
  await writeFile(
    config,
    `storage: ./storage
auth: { htpasswd: { file: ./htpasswd } }
uplinks: { upstream: { url: '${stdout.trim()}', maxage: 60m } }
packages:
${mine.join('')}  '**':
    access: $all
    proxy: upstream
web: { enable: false }
log: { type: stdout, level: fatal }
`,
  );
  const server = (await runServer(config)) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const userconfig = join(folder, 'npmrc');
  await writeFile(userconfig, `registry=${url}\n//127.0.0.1:${port}/:_authToken=nobody-checks-it\n`);
  return {
    url,
    env: {
      npm_config_registry: url,
      npm_config_userconfig: userconfig,
      npm_config_cache: join(folder, 'npm-cache'),
      npm_config_store_dir: join(folder, 'pnpm-store'),
      npm_config_update_notifier: 'false',
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_STATE_HOME: join(folder, 'state'),
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
