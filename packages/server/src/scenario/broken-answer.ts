import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FastifyReply } from 'fastify';

/** The first half of an answer that announces its whole length, and then the end of the connection. */
export async function cutShort(payload: unknown, reply: FastifyReply, socket: Socket): Promise<Readable> {
  const bytes = payload instanceof Readable ? await buffer(payload) : Buffer.from((payload ?? '') as string | Buffer);
  reply.header('content-length', bytes.length);
  return Readable.from(
    (async function* () {
      yield bytes.subarray(0, Math.floor(bytes.length / 2));
      // What was written before goes out first.
      socket.destroySoon();
    })(),
  );
}

/** A file that nobody reads any more is closed. */
export function discard(payload: unknown): void {
  if (payload instanceof Readable) payload.destroy();
}
