import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interimLine, type Probe, resultLine } from '../support/probe.ts';
import { sendOpen } from '../support/raw-request.ts';
import { type Served, type ServeOptions, serve } from '../support/serve.ts';
import { type Operation, operations, violations } from '../support/specification.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';
const timestamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** A state that a job can be in, how it is brought there, and what has to be answered then. */
interface State {
  readonly name: string;
  readonly reach: (served: Served) => Promise<string>;
  readonly options?: ServeOptions;
  /** Undefined where there is no such job. */
  readonly status?: string;
  /** Which of these a job has. */
  readonly times?: readonly ('startedAt' | 'endedAt')[];
  readonly result?: unknown;
  readonly interim?: readonly unknown[];
  /** By default that of before. */
  readonly cancelled?: string;
}

const until = (probe: Probe, status: string) => async (served: Served) => {
  const id = await served.submit(probe);
  await served.reaches(id, status);
  return id;
};
const cancelledIn = (reach: State['reach']): State['reach'] => {
  return async (served) => {
    const id = await reach(served);
    await served.ask('PUT', `/${id}/cancel`);
    return id;
  };
};
const waiting: State['reach'] = async (served) => {
  await until({ wait: true }, 'RUNNING')(served);
  return served.submit({});
};
const interim = interimLine('{"done": 0.5}') + interimLine('{"done": 1.0}');
const done = [{ done: 0.5 }, { done: 1 }];
const both = ['startedAt', 'endedAt'] as const;

const states: readonly State[] = [
  {
    name: 'PENDING',
    options: { concurrency: 1 },
    reach: waiting,
    status: 'PENDING',
    times: [],
    cancelled: 'CANCELLED',
  },
  {
    name: 'RUNNING',
    reach: until({ wait: true }, 'RUNNING'),
    status: 'RUNNING',
    times: ['startedAt'],
    cancelled: 'CANCELLED',
  },
  {
    name: 'RUNNING, with a result that does not count yet',
    reach: until({ print: resultLine('{"a": 1}'), wait: true }, 'RUNNING'),
    status: 'RUNNING',
    times: ['startedAt'],
    cancelled: 'CANCELLED',
  },
  {
    name: 'SUCCEEDED',
    reach: until({ print: interim + resultLine('{"a": 1}') }, 'SUCCEEDED'),
    status: 'SUCCEEDED',
    times: both,
    result: { a: 1 },
    interim: done,
  },
  {
    name: 'SUCCEEDED, with a multiline result',
    reach: until({ print: 'PlanQK:Job:MultilineResult\n{\n"a": 2\n}\nPlanQK:Job:MultilineResult\n' }, 'SUCCEEDED'),
    status: 'SUCCEEDED',
    times: both,
    result: { a: 2 },
  },
  {
    name: 'SUCCEEDED, without a result',
    reach: until({ print: interim }, 'SUCCEEDED'),
    status: 'SUCCEEDED',
    times: both,
    interim: done,
  },
  {
    name: 'FAILED, with an error of its own',
    reach: until({ print: interim + resultLine('{"code": "X", "detail": "y", "more": [1]}'), exit: 3 }, 'FAILED'),
    status: 'FAILED',
    times: both,
    result: { code: 'X', detail: 'y', more: [1] },
    interim: done,
  },
  {
    name: 'FAILED, without a word',
    reach: until({ exit: 3 }, 'FAILED'),
    status: 'FAILED',
    times: both,
    result: { code: 'SERVICE_FAILED', detail: expect.stringContaining('exit code 3') },
  },
  {
    name: 'FAILED, for a result that is no JSON',
    reach: until({ print: resultLine('{"a": NaN}') }, 'FAILED'),
    status: 'FAILED',
    times: both,
    result: { code: 'INVALID_RESULT', detail: expect.any(String) },
  },
  {
    name: 'FAILED, for taking too long',
    options: { jobTimeoutMs: 20 },
    reach: until({ wait: true }, 'FAILED'),
    status: 'FAILED',
    times: both,
    result: { code: 'TIMED_OUT', detail: expect.any(String) },
  },
  {
    name: 'CANCELLED while it waited',
    options: { concurrency: 1 },
    reach: cancelledIn(waiting),
    status: 'CANCELLED',
    times: ['endedAt'],
  },
  {
    name: 'CANCELLED while it ran',
    reach: cancelledIn(until({ print: resultLine('{"a": 1}'), wait: true }, 'RUNNING')),
    status: 'CANCELLED',
    times: both,
  },
  {
    name: 'UNKNOWN',
    reach: async (served) => {
      const id = await until({ wait: true }, 'RUNNING')(served);
      served.engine.lose();
      await served.reaches(id, 'UNKNOWN');
      return id;
    },
    status: 'UNKNOWN',
    times: ['startedAt'],
    cancelled: 'CANCELLED',
  },
  { name: 'never accepted', reach: async () => unknownId },
  { name: 'with an id that is none', reach: async () => 'nonsense' },
];

type Ask = { readonly operation: Operation; readonly query?: string };
const asks: readonly Ask[] = [
  { operation: 'getJob' },
  { operation: 'getResult' },
  { operation: 'getInterimResults' },
  { operation: 'getInterimResults', query: '?last=false' },
  { operation: 'getInterimResults', query: '?last=true' },
  { operation: 'cancelJob' },
];
const cases = asks.flatMap((ask) => ['', '/'].map((slash) => ({ query: '', ...ask, slash })));

/** Asks and holds the answer against the specification. */
async function conforming(served: Served, { operation, query = '' }: Ask, id: string, slash: string) {
  const { method, path } = operations[operation];
  const answer = await served.ask(method, `${path.replace('{id}', id)}${slash}${query}`);
  expect(violations(operation, answer.status, answer.body)).toBeNull();
  expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
  return answer;
}

describe.each(states)('a job that is $name', (state) => {
  let served: Served;
  let id: string;

  beforeAll(async () => {
    served = await serve(state.options);
    id = await state.reach(served);
  });
  afterAll(() => served[Symbol.asyncDispose]());

  // In this order: cancelling comes last, and twice.
  test.each(cases)('$operation$slash$query', async ({ slash, ...ask }) => {
    const { status, body } = await conforming(served, ask, id, slash);
    if (state.status === undefined) return expect(status).toBe(404);
    switch (ask.operation) {
      case 'getResult':
        return state.result === undefined
          ? expect([status, body]).toEqual([404, { code: 'NO_RESULT', detail: expect.any(String) }])
          : expect([status, body]).toEqual([200, state.result]);
      case 'getInterimResults': {
        const all = state.interim ?? [];
        return expect([status, body]).toEqual([200, ask.query === '?last=true' ? (all.at(-1) ?? []) : all]);
      }
      default: {
        const isCancelled = ask.operation === 'cancelJob' && state.cancelled !== undefined;
        const times = new Set([...(state.times ?? []), ...(isCancelled ? (['endedAt'] as const) : [])]);
        expect(status).toBe(200);
        return expect(body).toEqual({
          id,
          status: isCancelled ? state.cancelled : state.status,
          createdAt: expect.stringMatching(timestamp),
          // What does not exist yet is left out, not null.
          ...Object.fromEntries([...times].map((time) => [time, expect.stringMatching(timestamp)])),
        });
      }
    }
  });
});

describe('GET /', () => {
  test.each(['', '/'])('"%s" says that the service is up', async (path) => {
    await using served = await serve();
    const { status, body } = await served.ask('GET', path);
    expect([status, body]).toEqual([200, { status: 'Service is up and running' }]);
    expect(violations('health', status, body)).toBeNull();
  });
});

describe('POST /', () => {
  test.each([
    '{}',
    '{"data": null, "params": null}',
    '{"data": {"echo": true}}',
    '{"params": {"a": 1}}',
    ' \r\n\t{ "data" : {} , "params" : {} } \n',
    '{"data": {}, "more": [1, 2]}',
    '{"d\\u0061ta": {"echo": true}}',
  ])('accepts %s with 201, where it is, and its first state', async (text) => {
    await using served = await serve();
    const { status, headers, body } = await served.post(text);
    const { id } = body as { id: string };
    expect(violations('createJob', status, body)).toBeNull();
    expect([status, body]).toEqual([201, { id, status: 'PENDING', createdAt: expect.stringMatching(timestamp) }]);
    expect(headers.get('location')).toBe(`${served.server.url}/${id}`);
    expect((await served.ask('GET', `/${id}`)).status).toBe(200);
  });

  test.each([
    ['', 'it is empty'],
    ['   ', 'it is empty'],
    ['{"data": {"a": 1,}}', 'line 1, column 17'],
    ['{"data": {}}\n{}', 'line 2, column 1'],
    ["{'data': {}}", 'line 1, column 2'],
    ['{"data": NaN}', 'line 1, column 10'],
    ['[]', 'JSON object'],
    ['"data"', 'JSON object'],
    ['null', 'JSON object'],
    ['{"data": [1]}', '"data" holds an array'],
    ['{"data": 1}', '"data" holds a number'],
    ['{"params": "x"}', '"params" holds a string'],
    ['{"params": true}', '"params" holds a boolean'],
    ['\uFEFF{}', 'byte order mark'],
  ])('refuses %j with 400 and says: %s', async (text, said) => {
    await using served = await serve();
    const { status, body } = await served.post(text);
    expect(violations('createJob', status, body)).toBeNull();
    expect([status, body]).toEqual([400, { code: 'BODY_INVALID', detail: expect.stringContaining(said) }]);
    expect((await served.ask('GET', '/ui/api/jobs')).body).toMatchObject({ jobs: [] });
  });

  test('accepts a body without a type, and refuses one that says it is something else', async () => {
    await using served = await serve();
    expect((await served.ask('POST', '/', { body: Buffer.from('{}') })).status).toBe(201);
    const { status, body } = await served.ask('POST', '/', { body: 'data=1', headers: { 'content-type': 'text/x' } });
    expect([status, body]).toMatchObject([415, { code: 'TYPE_UNSUPPORTED' }]);
  });

  const sent: readonly [how: string, headers: string, body: string, status: number, type?: string][] = [
    ['in pieces', 'transfer-encoding: chunked', '2\r\n{}\r\n0\r\n\r\n', 201],
    ['after asking whether to', 'expect: 100-continue\r\ncontent-length: 2', '{}', 201],
    ['with an expectation that nobody knows', 'expect: wonders\r\ncontent-length: 2', '{}', 201],
    ['as another charset than JSON has', 'content-length: 2', '{}', 201, 'application/json; charset=utf-16'],
    ['with a type of JSON', 'content-length: 2', '{}', 201, 'application/vnd.acme+json'],
    ['as it is, and says so', 'content-encoding: identity\r\ncontent-length: 2', '{}', 201],
    ['compressed', 'content-encoding: gzip\r\ncontent-length: 2', '{}', 415],
    ['in broken pieces', 'transfer-encoding: chunked', 'zz\r\n{}\r\n', 400],
    ['with two lengths', 'transfer-encoding: chunked\r\ncontent-length: 2', '2\r\n{}\r\n0\r\n\r\n', 400],
  ];
  test.each(sent)('answers a body that is sent %s', async (_, headers, body, status, type = 'application/json') => {
    await using served = await serve();
    const { host } = new URL(served.server.url);
    const head = `POST / HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-type: ${type}\r\n${headers}`;
    const answer = await sendOpen(served.server.url, `${head}\r\n\r\n${body}`);
    const [, final = ''] = /HTTP\/1\.1 ([2-5]\d\d) /.exec(answer) ?? [];
    expect([final, answer]).toEqual([String(status), expect.stringMatching(status === 201 ? /"id":/ : /"detail":/)]);
  });

  test('refuses bytes that are no UTF-8', async () => {
    await using served = await serve();
    const { status, body } = await served.ask('POST', '/', { body: Buffer.from([0x22, 0xff, 0x22]) });
    expect([status, body]).toMatchObject([400, { code: 'BODY_INVALID', detail: 'The body is not UTF-8 text.' }]);
  });

  test.each([
    '{"n": 9007199254740993, "x": 1.0, "y": 1e400, "z": -0}',
    '{"b": 1, "a": 2, "10": 3, "2": 4, "a": 5}',
    '{ "text" : "\\u0000 \\ud83d\\ude00 😀 \\/" , "nested" : [ [ [ ] ] ] }',
    `{"deep": ${'['.repeat(500)}${']'.repeat(500)}}`,
  ])('hands %s on and back character by character', async (data) => {
    await using served = await serve();
    const text = data.replace('{', '{"echo": true,');
    const { body } = await served.post(`{"params": {}, "data": ${text}}`);
    const { id } = body as { id: string };
    await served.reaches(id, 'SUCCEEDED');
    const answer = await served.ask('GET', `/${id}/result`);
    expect(answer.text).toBe(text);
    expect((await served.ask('GET', `/ui/api/jobs/${id}/input`)).text).toBe(`{"data":${text},"params":{}}`);
  });

  test('of a name that stands twice, the last one counts', async () => {
    await using served = await serve();
    const { body } = await served.post('{"data": {"exit": 9}, "data": {"echo": true, "n": 2}}');
    const { id } = body as { id: string };
    await served.reaches(id, 'SUCCEEDED');
    expect((await served.ask('GET', `/${id}/result`)).text).toBe('{"echo": true, "n": 2}');
  });
});

describe('other requests', () => {
  test.each([
    ['DELETE', '/', 405, 'GET, HEAD, POST'],
    ['PUT', '/', 405, 'GET, HEAD, POST'],
    ['OPTIONS', '/', 405, 'GET, HEAD, POST'],
    ['OPTIONS', `/${unknownId}/cancel`, 405, 'PUT'],
    ['POST', `/${unknownId}`, 405, 'GET, HEAD'],
    ['DELETE', `/${unknownId}/`, 405, 'GET, HEAD'],
    ['POST', `/${unknownId}/result`, 405, 'GET, HEAD'],
    ['PATCH', `/${unknownId}/interim-results`, 405, 'GET, HEAD'],
    ['GET', `/${unknownId}/cancel`, 405, 'PUT'],
    ['HEAD', `/${unknownId}/cancel`, 405, 'PUT'],
    ['POST', `/${unknownId}/cancel`, 405, 'PUT'],
  ])('%s %s is %i and says what is allowed: %s', async (method, path, status, allow) => {
    await using served = await serve();
    const answer = await served.ask(method, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow]);
    if (method !== 'HEAD') expect(answer.body).toEqual({ code: 'METHOD_NOT_ALLOWED', detail: expect.any(String) });
  });

  test.each([
    ['/x/y/z', 'NOT_FOUND'],
    [`/${unknownId}/log`, 'NOT_FOUND'],
    ['/favicon.ico', 'JOB_NOT_FOUND'],
    ['/%zz', 'REQUEST_INVALID'],
    [`/${'x'.repeat(300)}`, 'NOT_FOUND'],
    [`/${unknownId}/interim-results?last=yes`, 'JOB_NOT_FOUND'],
  ])('GET %s is told as %s', async (path, code) => {
    await using served = await serve();
    const { body } = await served.ask('GET', path);
    expect(body).toEqual({ code, detail: expect.any(String) });
  });

  test.each(['yes', '', 'True', '1', 'true&last=true'])('last=%s is no answer to "last": 400', async (last) => {
    await using served = await serve();
    const id = await served.submit({});
    const { status, body } = await served.ask('GET', `/${id}/interim-results?last=${last}`);
    expect([status, body]).toMatchObject([400, { code: 'QUERY_INVALID' }]);
  });
});

test.each(['', '/result', '/interim-results', '/interim-results?last=true'])(
  'HEAD of a job%s tells what GET does, without the body',
  async (part) => {
    await using served = await serve();
    const id = await served.submit({ print: interimLine('1') + resultLine('2') });
    await served.reaches(id, 'SUCCEEDED');
    const [head, get] = [await served.ask('HEAD', `/${id}${part}`), await served.ask('GET', `/${id}${part}`)];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  },
);

test('a job passes PENDING, RUNNING and its end, in this order and each once', async () => {
  await using served = await serve();
  const id = await served.submit({ print: resultLine('1') });
  await served.reaches(id, 'SUCCEEDED');
  const { body } = await served.ask('GET', `/ui/api/jobs/${id}`);
  expect((body as { history: { status: string }[] }).history.map(({ status }) => status)).toEqual([
    'PENDING',
    'RUNNING',
    'SUCCEEDED',
  ]);
});
