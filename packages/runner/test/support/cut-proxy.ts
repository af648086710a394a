import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CutProxy extends AsyncDisposable {
  /** Address of the engine by way of the proxy. */
  readonly address: string;
  /** Breaks every connection and takes no more, as an engine does that is ended. */
  cut(how?: 'reset' | 'close'): void;
}

/** Stands between a program and the engine at `unix://…`. */
export async function cutProxy(engine: string): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: engine.slice('unix://'.length), allowHalfOpen: true });
    keep(near);
    keep(far);
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut: CutProxy['cut'] = (how = 'close') => {
    server.close();
    for (const socket of sockets) {
      // Only TCP knows how to reset.
      if (how === 'reset' && socket.remotePort !== undefined) socket.resetAndDestroy();
      else socket.destroy();
    }
  };
  return {
    address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    [Symbol.asyncDispose]: async () => cut(),
  };
}
