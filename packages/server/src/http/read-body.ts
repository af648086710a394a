import { createInput, isServiceError, JsonText, jsonMembers, type ServiceInput } from '@planqk-service/core';
import type { FastifyRequest } from 'fastify';
import { HttpError } from './http-errors.ts';

const json = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/**
 * The input that a request's body holds, as it is written: `{"data": …, "params": …}`, both optional. What is absent or
 * null is `{}`; of a name that stands twice the last one counts; other names are ignored, as the platform's own
 * description of the API allows them.
 *
 * @throws HttpError BODY_INVALID, with the place of the first fault; TYPE_UNSUPPORTED for what is sent as something else
 * or compressed
 */
export function readBody({ body: sent, headers }: FastifyRequest): ServiceInput {
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers;
  if (type !== undefined && !json.test(type)) throw new HttpError('TYPE_UNSUPPORTED', { type });
  if (encoding.toLowerCase() !== 'identity') throw new HttpError('TYPE_UNSUPPORTED', { encoding });
  const bytes = Buffer.isBuffer(sent) ? sent : Buffer.alloc(0);
  const refuse = (reason: string) => new HttpError('BODY_INVALID', { reason });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse('The body is not UTF-8 text.');
  }
  try {
    const body = JsonText.from(text, 'The body');
    if (!body.isObject()) throw refuse('The body has to be a JSON object: {"data": {…}, "params": {…}}.');
    const members = jsonMembers(body);
    return createInput({
      data: members.get('data'),
      params: members.get('params'),
      dataSource: '"data"',
      paramsSource: '"params"',
    }).input;
  } catch (error) {
    if (isServiceError(error)) throw refuse(error.message);
    throw error;
  }
}
