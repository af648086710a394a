import type { Socket } from 'node:net';
import { isServiceError } from '@planqk-service/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from './http-errors.ts';

/** Whatever goes wrong is answered with `{code, detail}`; a bug of ours is told to `onBug` and nobody else. */
export function answerErrors(app: FastifyInstance, bodyBytes: number, onBug: (error: unknown) => void): void {
  app.setErrorHandler((error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    const known = asHttpError(error, bodyBytes);
    if (known.statusCode === 500) onBug(error);
    // A body that nobody reads any more must not keep the connection.
    if (known.statusCode === 413) reply.header('connection', 'close');
    return reply.code(known.statusCode).headers(known.headers).send(known.body);
  });
  app.setNotFoundHandler((request, reply) => {
    const { statusCode, body } = new HttpError('NOT_FOUND', { path: request.url.split('?', 1)[0] as string });
    return reply.code(statusCode).send(body);
  });
}

function asHttpError(error: FastifyError | HttpError, limit: number): HttpError {
  if (error instanceof HttpError) return error;
  if (isServiceError(error) && error.code === 'ENGINE_LOST')
    return new HttpError('ENGINE_UNAVAILABLE', { reason: `${error.message} ${error.hint}` });
  switch ((error as FastifyError).code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpError('BODY_TOO_LARGE', { limit });
    // The client has gone in the middle of its body.
    case 'ECONNRESET':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new HttpError('REQUEST_INVALID', { reason: 'its body is not as long as it says' });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpError('TYPE_UNSUPPORTED', { type: 'something that is no type' });
    default:
      return new HttpError('INTERNAL_ERROR', undefined);
  }
}

/** Answers what never comes as far as a route, so that no hook has seen it. */
export function answerUnroutable({ code }: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split('?', 1)[0] as string;
  const error =
    code === 'FST_ERR_MAX_PARAM_LENGTH'
      ? new HttpError('NOT_FOUND', { path: `${path.slice(0, 50)}…` })
      : new HttpError('REQUEST_INVALID', { reason: 'its path is no URL' });
  void reply.code(error.statusCode).send(error.body);
}

/** What Node says of a connection that holds no request. */
const broken: Readonly<Record<string, () => HttpError>> = {
  HPE_HEADER_OVERFLOW: () => new HttpError('HEADERS_TOO_LARGE', undefined),
  ERR_HTTP_REQUEST_TIMEOUT: () => new HttpError('REQUEST_TIMEOUT', undefined),
};

/** Answers a connection that holds no proper request, and ends it. */
export function answerBrokenRequest(error: { readonly code?: string; readonly reason?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const make = broken[error.code ?? ''] ?? (() => new HttpError('REQUEST_INVALID', { reason: 'it cannot be read' }));
  const { statusCode, body } = make();
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${statusCode} Error`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
