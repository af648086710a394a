import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createServer } from '../../src/index.ts';
import { projectOf } from '../support/folders.ts';
import { connectTo, sendOpen, sendRaw, sendWith } from '../support/raw-request.ts';
import { serve } from '../support/serve.ts';

const json = { 'content-type': 'application/json' };
/** Requests in the fuzz test; the full count takes some seconds. */
const fuzzed = Number(process.env['PLANQK_FUZZ_REQUESTS'] ?? 10_000);

describe('Host', () => {
  test.each([
    ['localhost', 200],
    ['LOCALHOST:1', 200],
    ['127.0.0.1', 200],
    ['127.0.0.1:65535', 200],
    ['[::1]:8081', 200],
    ['evil.example', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['127.0.0.2', 403],
    ['localhost@evil.example', 403],
    ['evil.example:8081', 403],
    ['', 403],
    ['localhost:1:2', 403],
  ])('%j gets %i', async (host, status) => {
    await using served = await serve();
    const answer = await sendWith(served.server.url, 'GET', '/', { host });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.text).toContain('HOST_REFUSED');
  });

  test.each(['1.0', '1.1'])('that is missing in HTTP/%s is told of', async (version) => {
    await using served = await serve();
    const answer = await sendOpen(served.server.url, `GET / HTTP/${version}\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('{"code":"REQUEST_INVALID","detail":"The request is no proper HTTP: it names no host."}');
  });

  test('of another name is accepted where it is allowed', async () => {
    await using served = await serve({ allowHosts: ['host.docker.internal'] });
    const { status } = await sendWith(served.server.url, 'GET', '/', { host: 'host.docker.internal:8081' });
    expect(status).toBe(200);
  });

  test('may be any address, but no name, behind a wildcard', async () => {
    await using served = await serve({ host: '0.0.0.0', insecure: true });
    expect((await sendWith(served.server.url, 'GET', '/', { host: '192.0.2.7:8081' })).status).toBe(200);
    expect((await sendWith(served.server.url, 'GET', '/', { host: 'evil.example' })).status).toBe(403);
  });

  test('is asked for before anything else, on every path', async () => {
    await using served = await serve({ token: 'secret' });
    for (const path of ['/docs/', '/ui/', '/openapi.json', '/metrics', '/healthz', '/events', '/ui/api/jobs', '/x/y'])
      expect([path, (await sendWith(served.server.url, 'GET', path, { host: 'evil.example' })).status]).toEqual([
        path,
        403,
      ]);
  });
});

describe('a page of another origin', () => {
  const attempts: readonly [string, Record<string, string>][] = [
    ['names its origin', { origin: 'https://evil.example' }],
    ['hides its origin', { origin: 'null' }],
    ['runs on another port', { origin: 'http://127.0.0.1:1' }],
    ['sends no origin, but the browser says where it is', { 'sec-fetch-site': 'cross-site' }],
    ['is of the same site only', { 'sec-fetch-site': 'same-site' }],
  ];
  test.each(attempts)('that %s changes nothing', async (_, headers) => {
    await using served = await serve();
    const id = await served.submit({ wait: true });
    const { url } = served.server;
    for (const [method, path] of [
      ['POST', '/'],
      ['PUT', `/${id}/cancel`],
    ] as const) {
      const answer = await sendWith(url, method, path, { ...json, ...headers }, '{}');
      expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('ORIGIN_REFUSED')]);
    }
    expect((await served.ask('GET', '/ui/api/jobs')).body).toMatchObject({ jobs: [{ id }] });
    expect((await served.ask('GET', `/${id}`)).body).not.toMatchObject({ status: 'CANCELLED' });
  });

  test('is told nothing that it could read', async () => {
    await using served = await serve();
    const { headers } = await served.ask('GET', '/', { headers: { origin: 'https://evil.example' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect((await served.ask('OPTIONS', '/', { headers: { origin: 'https://evil.example' } })).status).toBe(405);
  });

  test('may do everything where it is allowed', async () => {
    const origin = 'http://localhost:3000';
    await using served = await serve({ corsOrigins: [origin], token: 'secret' });
    const preflight = await served.ask('OPTIONS', '/', { headers: { origin } });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'Authorization, Content-Type',
    ]);
    const headers = { ...json, origin, authorization: 'Bearer secret' };
    const answer = await served.ask('POST', '/', { body: '{}', headers });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-expose-headers')).toBe('Location, Retry-After');
    expect((await served.ask('POST', '/', { headers: { ...headers, origin: 'http://localhost:3001' } })).status).toBe(
      403,
    );
  });

  test('may be the page of this server', async () => {
    await using served = await serve();
    const headers = { ...json, origin: served.server.url, 'sec-fetch-site': 'same-origin' };
    expect((await served.ask('POST', '/', { body: '{}', headers })).status).toBe(201);
  });
});

describe('a token', () => {
  const guarded = ['/', '/openapi.json', '/metrics', '/events', '/ui/api/jobs', '/ui/api/project', '/x', '/x/y'];
  test.each(guarded)('is demanded for %s', async (path) => {
    await using served = await serve({ token: 'secret' });
    const missing = await served.ask('GET', path);
    expect([missing.status, missing.body]).toMatchObject([401, { code: 'TOKEN_MISSING' }]);
    expect(missing.headers.get('www-authenticate')).toBe('Bearer');
    for (const wrong of ['Bearer nonsense', 'Bearer secret2', 'bearer SECRET'])
      expect((await served.ask('GET', path, { headers: { authorization: wrong } })).status).toBe(403);
    expect((await served.ask('GET', path, { headers: { authorization: 'Basic secret' } })).status).toBe(401);
  });

  test('opens the server, and files of the pages need none', async () => {
    await using served = await serve({ token: 'secret' });
    expect((await served.ask('GET', '/', { headers: { authorization: 'Bearer secret' } })).status).toBe(200);
    for (const path of ['/healthz', '/docs/', '/docs/start.js'])
      expect((await served.ask('GET', path)).status).toBe(200);
  });

  test('cannot be gone round by other spellings of a path', async () => {
    await using served = await serve({ token: 'secret' });
    const id = '00000000-0000-4000-8000-000000000000';
    for (const path of [
      '/docs/../metrics',
      '/docs/%2e%2e/metrics',
      '/ui/./api/jobs',
      '/ui//api/jobs',
      '/ui/%61pi/jobs',
      `/ui/../${id}`,
    ])
      expect([path, (await sendWith(served.server.url, 'GET', path, {})).text]).toEqual([
        path,
        expect.stringMatching(/^HTTP\/1.1 (?:401|404) /),
      ]);
  });

  test('is demanded on addresses that others can reach', async () => {
    await using project = await projectOf();
    await expect(createServer({ project: project.path, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'TOKEN_REQUIRED',
    });
  });
});

describe('paths', () => {
  test.each([
    '/docs/../../package.json',
    '/docs/..%2f..%2fpackage.json',
    '/docs/%2e%2e/%2e%2e/package.json',
    '/docs/....//package.json',
    '/docs/..\\..\\package.json',
    '/docs//etc/passwd',
    '/docs/%00',
    '/ui/../../../package.json',
    '/..%2fserve.db',
    '/%2e%2e%2fserve.db',
    '/..%2f..%2fplanqk.json/result',
    '/jobs%2fx/result',
    '/ui/api/jobs/..%2f..%2fserve.db/log/raw',
    '/ui/api/jobs/%2e%2e/input',
  ])('GET %s leads nowhere', async (path) => {
    await using served = await serve();
    await writeFile(join(served.dir, 'secret.txt'), 'secret');
    const { status, text } = await sendWith(served.server.url, 'GET', path, {});
    expect([400, 404]).toContain(status);
    expect(text).not.toMatch(/"name"|SQLite|root:|secret/);
  });
});

describe('requests that are too much', () => {
  test('a body over the limit gets 413, and the connection ends', async () => {
    await using served = await serve({ bodyLimitBytes: 1_000 });
    const body = `{"data": {"a": "${'x'.repeat(2_000)}"}}`;
    const declared = await sendWith(served.server.url, 'POST', '/', json, body);
    expect(declared.text).toMatch(/^HTTP\/1.1 413[\s\S]*"code":"BODY_TOO_LARGE","detail":"[^"]*1000 bytes/);
    const chunked = [
      'POST / HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ];
    const answer = await sendRaw(
      served.server.url,
      `${chunked.join('\r\n')}\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    );
    expect(answer).toContain('BODY_TOO_LARGE');
    expect((await served.post('{}')).status).toBe(201);
  });

  test('headers over the limit get 431', async () => {
    await using served = await serve();
    const answer = await sendWith(served.server.url, 'GET', '/', { 'x-large': 'x'.repeat(20_000) });
    expect(answer.text).toMatch(/^HTTP\/1.1 431[\s\S]*HEADERS_TOO_LARGE/);
  });

  test('what is no HTTP gets 400', async () => {
    await using served = await serve();
    for (const request of ['hello\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', '\0\0\0\0'])
      expect(await sendRaw(served.server.url, request)).toMatch(/^HTTP\/1.1 400 /);
  });

  test('two lengths, or a length and chunks, are refused: what is behind them must not count as a request', async () => {
    await using served = await serve();
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
    for (const lengths of [
      'Content-Length: 2\r\nContent-Length: 3',
      'Content-Length: 2\r\nTransfer-Encoding: chunked',
    ]) {
      const answer = await sendRaw(served.server.url, `${head}${lengths}\r\n\r\n{}`);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
    }
  });

  test('a client that sends its headers drop by drop is ended, and others are served meanwhile', async () => {
    await using served = await serve({ timeouts: { headersMs: 300, requestMs: 1_000, checkEveryMs: 50 } });
    const socket = await connectTo(served.server.url);
    socket.resume();
    const dripping = setInterval(() => socket.write('X-A: 1\r\n'), 20);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
    const closed = once(socket, 'close');
    expect((await served.ask('GET', '/')).status).toBe(200);
    await closed;
    clearInterval(dripping);
  });

  test('a client that never sends the body it has announced is ended too', async () => {
    await using served = await serve({ timeouts: { headersMs: 300, requestMs: 300, checkEveryMs: 50 } });
    const socket = await connectTo(served.server.url);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 408[\s\S]*REQUEST_TIMEOUT/);
  });
});

describe('answers', () => {
  test.each(['/', '/docs/', '/x', '/openapi.json', '/ui/api/jobs'])(
    'to %s say that they are what they say',
    async (path) => {
      await using served = await serve();
      const { headers } = await served.ask('GET', path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
    },
  );

  test('with pages load nothing from elsewhere and run no script of their own', async () => {
    await using served = await serve();
    const { headers, text } = await served.ask('GET', '/docs/');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    expect(text).not.toMatch(/<script>|<script [^>]*>[^<]|https?:/);
  });

  test('to a failure of ours hide it', async () => {
    const told: string[] = [];
    await using served = await serve({
      onWarning: (text) => void told.push(text),
      scenario: (app) =>
        app.addHook('preHandler', async ({ url }) => {
          if (url === '/healthz') throw new Error('the secret reason');
        }),
    });
    const { status, text } = await served.ask('GET', '/healthz');
    expect([status, text]).toEqual([500, expect.stringContaining('INTERNAL_ERROR')]);
    expect(text).not.toContain('secret');
    expect(told.join()).toContain('the secret reason');
  });
});

test(`${fuzzed} requests of any kind are answered, and the server lives`, { timeout: 300_000 }, async () => {
  const told: string[] = [];
  await using served = await serve({ onWarning: (text) => void told.push(text), concurrency: 1 });
  const { url } = served.server;
  // Nothing but what is told of the project.
  told.splice(0);
  const id = await served.submit({ wait: true });
  const word = fc.oneof(
    fc.constantFrom(
      '',
      '/',
      id,
      'result',
      'cancel',
      'docs',
      'ui',
      'api',
      'jobs',
      '..',
      '%2e%2e',
      '%00',
      '?last=true',
      '%',
    ),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'FOO', '');
  const header = fc.tuple(
    fc.constantFrom(
      'Host',
      'Origin',
      'Content-Length',
      'Content-Type',
      'Transfer-Encoding',
      'Authorization',
      'X-A',
      'Range',
    ),
    fc.oneof(fc.constantFrom('localhost', '0', '5', '-1', 'chunked', 'application/json', 'bytes=0-1'), word),
  );
  const body = fc.oneof(fc.constantFrom('', '{}', '{"data":{}}', '{"data":'), fc.json(), word);
  const request = fc.record({
    method,
    path: fc.array(word, { maxLength: 5 }),
    headers: fc.array(header, { maxLength: 6 }),
    body,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 10, maxLength: 10 }), async (requests) => {
      const answers = await Promise.all(
        requests.map(async (some) => {
          const lines = some.headers.map(([name, value]) => `${name}: ${value}`);
          const known = lines.some((line) => line.startsWith('Host:')) ? [] : ['Host: localhost'];
          const text = [
            `${some.method} /${some.path.join('/')} HTTP/1.1`,
            ...known,
            'Connection: close',
            ...lines,
            '',
            some.body,
          ];
          return sendRaw(url, text.join('\r\n'));
        }),
      );
      for (const answer of answers) {
        if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
        expect(answer).not.toMatch(/node_modules|\.ts:|\.js:\d/);
      }
    }),
    { numRuns: fuzzed / 10 },
  );
  expect(told).toEqual([]);
  expect((await served.ask('GET', '/')).status).toBe(200);
});
