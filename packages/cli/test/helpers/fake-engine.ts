import { createServer } from 'node:http';
import { join } from 'node:path';
import { tempDir } from './temp-dir.ts';

interface FakeEngine extends AsyncDisposable {
  /** What `DOCKER_HOST` says to reach it. */
  readonly address: string;
}

/** As much of the Docker Engine API as is needed to be found and asked about itself. */
export async function fakeEngine(
  info: { arch?: string; dataRoot?: string; containers?: readonly { Id: string; Labels: object }[] } = {},
): Promise<FakeEngine> {
  const answers: Readonly<Record<string, unknown>> = {
    '/_ping': 'OK',
    '/version': { Version: '28.2.0', ApiVersion: '1.50', Os: 'linux', Arch: info.arch ?? 'amd64', Components: [] },
    '/info': { NCPU: 4, MemTotal: 8e9, Driver: 'overlay2', DockerRootDir: info.dataRoot ?? '/nowhere' },
    '/containers/json': info.containers ?? [],
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '').replace(/^\/v[\d.]+/, '');
    const answer = answers[path];
    response.statusCode = answer === undefined ? 404 : 200;
    response.setHeader('Content-Type', 'application/json');
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? { message: `no ${path}` }));
  });
  const dir = await tempDir();
  // Windows has pipes instead of sockets in the file system.
  const isWindows = process.platform === 'win32';
  const path = isWindows ? `\\\\.\\pipe\\planqk-test-${process.pid}-${Date.now()}` : join(dir.path, 'engine.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    address: isWindows ? `npipe:////./pipe/${path.slice(9)}` : `unix://${path}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await dir[Symbol.asyncDispose]();
    },
  };
}
