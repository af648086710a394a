import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** Opens a connection to a server, to say there what no client library would. */
export async function connectTo(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), new URL(url).hostname);
  // A server that has heard enough may end the connection while we talk.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes as they are, and reads until the server ends the connection. */
export async function sendRaw(url: string, request: string | Uint8Array): Promise<string> {
  const socket = await connectTo(url);
  const answer = text(socket).catch(() => '');
  socket.end(request);
  return answer;
}

/** The same without ending our side: what the server does after some waiting is answered too. */
export async function sendOpen(url: string, request: string): Promise<string> {
  const socket = await connectTo(url);
  const answer = text(socket).catch(() => '');
  socket.write(request);
  return answer;
}

/** A request with headers of any kind; the connection ends with it. */
export async function sendWith(
  url: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<{ readonly status: number; readonly text: string }> {
  const all = { host: new URL(url).host, connection: 'close', 'content-length': String(body.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const answer = await sendRaw(url, [`${method} ${path} HTTP/1.1`, ...lines, '', body].join('\r\n'));
  return { status: Number(answer.slice(9, 12)), text: answer };
}
