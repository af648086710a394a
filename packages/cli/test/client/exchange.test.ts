import { describe, expect, test } from 'vitest';
import { exchange, explainSilence } from '../../src/client/exchange.ts';
import { type Fault, serviceApi } from '../helpers/service-api.ts';

async function send(url: string, { signal = new AbortController().signal, patienceMs = 60_000, method = 'GET' } = {}) {
  const body = method === 'GET' ? {} : { body: '{}' };
  return exchange(fetch, { method, url: new URL(url), token: 't0ken', patienceMs, signal, ...body });
}

describe('one request', () => {
  test('brings the answer as it is, and sends the token', async () => {
    await using api = await serviceApi({
      fault: () => ({ status: 302, body: '1.0', headers: { location: '/x', 'retry-after': '2' } }),
    });
    expect(await send(`${api.url}/a`)).toEqual({
      kind: 'answer',
      status: 302,
      text: '1.0',
      location: '/x',
      retryAfterMs: 2_000,
    });
    expect(api.asked).toMatchObject([{ path: '/a', authorization: 'Bearer t0ken' }]);
  });

  test.each<Fault>(['drop', 'drop-in-the-middle'])(
    'may have arrived when the connection breaks (%s)',
    async (fault) => {
      await using api = await serviceApi({ fault: () => fault });
      expect(await send(api.url, { method: 'POST' })).toEqual({
        kind: 'silence',
        mayHaveArrived: true,
        reason: 'the connection was closed before the answer was complete',
      });
    },
  );

  test('may have arrived when no answer comes in time', async () => {
    await using api = await serviceApi({ fault: () => 'say-nothing' });
    expect(await send(api.url, { patienceMs: 20 })).toMatchObject({
      mayHaveArrived: true,
      reason: 'no answer came within 0.02 s',
    });
  });

  test('may have arrived when we break it off', async () => {
    const controller = new AbortController();
    await using api = await serviceApi({
      fault: () => {
        controller.abort();
        return 'say-nothing';
      },
    });
    const silence = await send(api.url, { signal: controller.signal });
    expect(silence).toMatchObject({ mayHaveArrived: true, reason: 'the request was interrupted' });
  });

  test('has not arrived where nobody listens', async () => {
    const api = await serviceApi();
    await api[Symbol.asyncDispose]();
    const silence = await send(api.url);
    expect(silence).toEqual({ kind: 'silence', mayHaveArrived: false, reason: 'the connection was refused' });
  });

  test('is never sent to a port of another protocol', async () => {
    expect(await send('http://127.0.0.1:22')).toMatchObject({ mayHaveArrived: false });
  });
});

test.each<[unknown, boolean, string]>([
  [{ cause: { code: 'ENOTFOUND' } }, false, 'there is no such host'],
  [{ cause: { code: 'CERT_HAS_EXPIRED' } }, false, 'its certificate has expired'],
  [{ cause: { code: 'UND_ERR_BODY_TIMEOUT' } }, true, 'the answer stopped half-way'],
  [{ cause: { code: 'X', message: 'Something new.' } }, true, 'Something new'],
  [{ message: 'fetch failed' }, true, 'fetch failed'],
  ['odd', true, 'odd'],
])('%j may have arrived: %s', (error, mayHaveArrived, reason) => {
  expect(explainSilence(error)).toEqual({ kind: 'silence', mayHaveArrived, reason });
});
