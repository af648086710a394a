import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A socket in front of an engine, which only its owner may use, and which can be taken away. */
export class EngineProxy implements AsyncDisposable {
  readonly #path: string;
  readonly #server;
  readonly #sockets = new Set<Socket>();

  private constructor(path: string, host: string) {
    this.#path = path;
    this.#server = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ path: new URL(host).pathname, allowHalfOpen: true });
      for (const socket of [near, far]) this.#sockets.add(socket.on('error', () => undefined));
      near.pipe(far).pipe(near);
    });
  }

  static async before(host: string): Promise<EngineProxy> {
    // Not in the folder of the run: the path of a socket has at most 107 bytes.
    const folder = await mkdtemp(join(tmpdir(), 'e2e-'));
    await chmod(folder, 0o755);
    const proxy = new EngineProxy(join(folder, 'engine.sock'), host);
    await new Promise<void>((resolve) => proxy.#server.listen(proxy.#path, resolve));
    await chmod(proxy.#path, 0o600);
    return proxy;
  }

  /** Value of DOCKER_HOST. */
  get address(): string {
    return `unix://${this.#path}`;
  }

  /** The engine is gone, from one moment to the next. */
  cut(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await rm(dirname(this.#path), { recursive: true, force: true });
  }
}
