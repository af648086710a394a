import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { type Asked, type Fault, type JobScript, jobId, serviceApi } from './helpers/service-api.ts';
import { tempDir } from './helpers/temp-dir.ts';

const result = '{"counts": {"000": 9007199254740993, "000": 1.0}, "e": 1e400}';
const input = ['--data', '{"n": 9007199254740993, "n": 1.0}', '--params', '{}'];
const isPost = ({ method }: Asked) => method === 'POST';

/** A fault on the first question of each kind. */
function onceEach(fault: Fault): JobScript['fault'] {
  const seen = new Set<string>();
  return ({ method, path }) => {
    if (method === 'POST' || seen.has(path)) return undefined;
    seen.add(path);
    return fault;
  };
}

describe('call', () => {
  test('creates a job, waits for it, and prints its result as it is', async () => {
    await using api = await serviceApi({ interim: ['{"i": 1.0}', '[2, {"x": "]"}]'], result });
    const { exitCode, stdout, stderr } = await cli(['call', '--url', api.url, ...input]);
    expect([exitCode, stdout]).toEqual([0, `${result}\n`]);
    expect(api.asked[0]?.body).toBe('{"data":{"n": 9007199254740993, "n": 1.0},"params":{}}');
    expect(api.calls.filter((call) => call.startsWith('POST'))).toEqual(['POST /']);
    expect(stderr.split('\n')).toEqual([
      `▶ job ${jobId} at ${api.url}`,
      '· PENDING',
      '· RUNNING',
      expect.stringMatching(/^◆ interim result 1 \{"i": 1\.0\}$/),
      '◆ interim result 2 [2, {"x": "]"}]',
      '✔ SUCCEEDED',
      '',
    ]);
  });

  test('works behind a path, and follows a redirect there', async () => {
    const fault: JobScript['fault'] = ({ path }) =>
      path === '/service/v1/' ? { status: 308, headers: { location: '/service/v1/run' } } : undefined;
    await using api = await serviceApi({ result, fault }, '/service/v1');
    const { exitCode, stdout } = await cli(['call', '--url', `${api.url}/`, ...input]);
    expect([exitCode, stdout]).toEqual([0, `${result}\n`]);
    expect(api.asked.filter(isPost).map(({ path, body }) => [path, body.length > 0])).toEqual([
      ['/service/v1/', true],
      ['/service/v1/run', true],
    ]);
  });

  test('is one object with --json, and every JSON of the service in it is as it was', async () => {
    await using api = await serviceApi({ interim: ['{"i": 1.0}'], result });
    const { exitCode, stdout } = await cli(['call', '--url', api.url, ...input, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      data: { url: api.url, job: { id: jobId, status: 'SUCCEEDED' }, interimResults: [{ i: 1 }] },
    });
    expect(stdout).toContain(`"result": ${result}`);
    expect(exitCode).toBe(0);
  });

  test("sends the project's input, and finds the API by PLANQK_SERVICE_URL", async () => {
    await using dir = await tempDir({ 'input/data.json': '{"from": "project"}' });
    await using api = await serviceApi({ result });
    const { exitCode } = await cli(['call'], { cwd: dir.path, env: { PLANQK_SERVICE_URL: api.url } });
    expect(exitCode).toBe(0);
    expect(api.asked[0]?.body).toBe('{"data":{"from": "project"},"params":{}}');
  });

  test('--detach prints the id and goes', async () => {
    await using api = await serviceApi();
    const { exitCode, stdout } = await cli(['call', '--url', api.url, ...input, '--detach']);
    expect([exitCode, stdout, api.calls]).toEqual([0, `${jobId}\n`, ['POST /']]);
    const { stdout: json } = await cli(['call', '--url', api.url, ...input, '--detach', '--json']);
    expect(JSON.parse(json)).toMatchObject({ data: { url: api.url, job: { id: jobId, status: 'PENDING' } } });
  });
});

describe('call survives', () => {
  test.each<[string, Fault]>([
    ['500', { status: 500 }],
    ['502 with a page', { status: 502, body: '<html>' }],
    ['429', { status: 429, headers: { 'retry-after': '0' } }],
    ['a connection that breaks', 'drop'],
    ['an answer that breaks off', 'drop-in-the-middle'],
  ])('%s, on every kind of question', async (_name, fault) => {
    await using api = await serviceApi({ interim: ['1', '2'], result, fault: onceEach(fault) });
    const { exitCode, stdout, stderr } = await cli(['call', '--url', api.url, ...input]);
    expect([exitCode, stdout]).toEqual([0, `${result}\n`]);
    expect(stderr).toContain('; trying again.');
    expect(stderr).toContain('◆ interim result 2 2');
    expect(api.asked.filter(isPost)).toHaveLength(1);
  });

  test('UNKNOWN', async () => {
    await using api = await serviceApi({ statuses: ['RUNNING', 'UNKNOWN', 'UNKNOWN', 'SUCCEEDED'], result });
    const { exitCode, stderr } = await cli(['call', '--url', api.url, ...input]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('· UNKNOWN\n');
  });

  test('a result that comes later than the end', async () => {
    let asked = 0;
    const fault: JobScript['fault'] = ({ path }) => {
      if (!path.endsWith('/result')) return undefined;
      asked += 1;
      return asked < 3 ? { status: 404, body: '{"code": "NOT_FOUND"}' } : undefined;
    };
    await using api = await serviceApi({ result, fault });
    expect(await cli(['call', '--url', api.url, ...input])).toMatchObject({ exitCode: 0, stdout: `${result}\n` });
  });

  test.each([429, 503])('%i on creating the job, which the server has then not looked at', async (status) => {
    const fault: JobScript['fault'] = (one, count) => (isPost(one) && count < 3 ? { status } : undefined);
    await using api = await serviceApi({ result, fault });
    expect((await cli(['call', '--url', api.url, ...input])).exitCode).toBe(0);
    expect(api.calls.slice(0, 4)).toEqual(['POST /', 'POST /', 'POST /', 'GET /{id}']);
  });

  test('the end of a token, when its file holds a new one', async () => {
    await using dir = await tempDir({ token: 'old' });
    const file = join(dir.path, 'token');
    const { writeFileSync } = await import('node:fs');
    const fault: JobScript['fault'] = ({ authorization }, count) => {
      if (count === 3) writeFileSync(file, 'new');
      return count >= 3 && authorization !== 'Bearer new' ? { status: 401 } : undefined;
    };
    await using api = await serviceApi({ result, fault });
    expect((await cli(['call', '--url', api.url, '--token-file', file, ...input])).exitCode).toBe(0);
    expect(new Set(api.asked.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer old', 'Bearer new']));
  });
});

describe('call never sends a job twice', () => {
  test.each<[string, Fault]>([
    ['the connection breaks', 'drop'],
    ['the answer breaks off', 'drop-in-the-middle'],
    ['a gateway answers 502', { status: 502 }],
    ['the server answers 500', { status: 500 }],
    ['the answer names no job', { status: 201, body: '<html>' }],
    ['the answer names no id', { status: 201, body: '{}' }],
  ])('when %s, but says that it may be running', async (_when, fault) => {
    await using api = await serviceApi({ result, fault: (one) => (isPost(one) ? fault : undefined) });
    const { exitCode, stdout, stderr } = await cli(['call', '--url', api.url, ...input]);
    expect([exitCode, stdout, api.calls]).toEqual([8, '', ['POST /']]);
    expect(stderr).toContain('It may be running.');
    expect(stderr).toContain('SUBMISSION_UNCERTAIN');
  });
});

describe('call ends', () => {
  const error = '{"code": "E42", "detail": "No qubits left.", "n": 1.0}';

  const noResult: JobScript['fault'] = ({ path }) =>
    path.endsWith('/result') ? { status: 404, body: '{"code": "NO_RESULT"}' } : undefined;

  test.each<[string, JobScript, number, string]>([
    ['a failed job', { statuses: ['FAILED'], result: error }, 5, 'failed: E42, No qubits left.'],
    ['a failed job without a body', { statuses: ['FAILED'], fault: noResult }, 5, `Job ${jobId} failed.`],
    [
      'an invalid result',
      { statuses: ['FAILED'], result: '{"code": "INVALID_RESULT", "detail": "It is NaN."}' },
      6,
      'has no valid result: It is NaN.',
    ],
    [
      'a job that took too long for the server',
      { statuses: ['FAILED'], result: '{"code": "TIMED_OUT", "detail": "After 5 s."}' },
      7,
      'because it took too long: After 5 s.',
    ],
    ['a cancelled job', { statuses: ['CANCELLED'] }, 130, 'was cancelled.'],
    ['no result', { statuses: ['SUCCEEDED'], fault: noResult }, 6, 'the service printed none'],
  ])('for %s as run does', async (_name, script, code, message) => {
    await using api = await serviceApi(script);
    const { exitCode, stdout, stderr } = await cli(['call', '--url', api.url, ...input]);
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([code, '']);
  });

  test("with the service's own words, also as JSON", async () => {
    await using api = await serviceApi({ statuses: ['FAILED'], result: error });
    expect((await cli(['call', '--url', api.url, ...input])).stderr).toContain(`The service says: ${error}\n`);
    const { stdout } = await cli(['call', '--url', api.url, ...input, '--json']);
    expect(stdout).toContain(`"errorBody": ${error}`);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'JOB_FAILED' } });
  });

  test.each<[string, Fault, number, string]>([
    [
      'an input that is refused, with every violation',
      {
        status: 400,
        body: '{"code": "INVALID_INPUT", "detail": "It does not fit.", "violations": [{"path": "data.n", "message": "is no integer", "value": "x"}, {"path": "params", "message": "is missing"}]}',
      },
      3,
      'It does not fit.\n  - data.n: is no integer\n  - params: is missing\n',
    ],
    ['a missing token', { status: 401, body: '{"detail": "Who are you?"}' }, 8, 'Pass a token with --token-file'],
    ['a server of another kind', { status: 404, body: '<html>' }, 8, 'API_REFUSED'],
    ['a full disk', { status: 507, body: '{"detail": "The disk is full."}' }, 8, '(507): The disk is full.'],
    [
      'a redirect to somebody else',
      { status: 308, headers: { location: 'http://elsewhere.invalid/x' } },
      8,
      'redirected to http://elsewhere.invalid/x, where neither the token nor the input is sent unasked.',
    ],
    ['a redirect that loses the input', { status: 302, headers: { location: '/login' } }, 8, 'API_REDIRECTED'],
    ['a redirect without an end', { status: 308, headers: { location: '/' } }, 8, 'API_REDIRECTED'],
  ])('for %s', async (_name, fault, code, message) => {
    await using api = await serviceApi({ fault: () => fault });
    const { exitCode, stdout, stderr } = await cli(['call', '--url', api.url, ...input]);
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([code, '']);
  });

  test('at once where nobody listens', async () => {
    const { exitCode, stderr } = await cli(['call', ...input]);
    expect(exitCode).toBe(8);
    expect(stderr).toContain('The Service API at http://127.0.0.1:2 cannot be used: the connection was refused.');
  });

  test('when the time is over, and the way back brings the result', async () => {
    const statuses = ['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'SUCCEEDED'];
    await using api = await serviceApi({ statuses, result });
    const { exitCode, stdout, stderr } = await cli(['call', '--url', api.url, ...input, '--timeout', '400ms']);
    expect([exitCode, stdout]).toEqual([7, '']);
    const back = /"planqk-service (call result .* --wait --url .*)"/.exec(stderr)?.[1] ?? '';
    expect(await cli(back.split(' '))).toMatchObject({ exitCode: 0, stdout: `${result}\n` });
  });

  test('with the id when the token does, and no new one turns up', async () => {
    await using api = await serviceApi({ fault: (_one, count) => (count > 1 ? { status: 401 } : undefined) });
    const { exitCode, stderr } = await cli(['call', '--url', api.url, ...input], { env: { PLANQK_TOKEN: 's3cret' } });
    expect(exitCode).toBe(8);
    expect(stderr).toContain(`then go on with "planqk-service call result ${jobId} --wait --url ${api.url}"`);
    expect(stderr).not.toContain('s3cret');
  });
});

describe('a job by its id', () => {
  test('status prints it as it is', async () => {
    await using api = await serviceApi({ statuses: ['RUNNING'] });
    const { exitCode, stdout } = await cli(['call', 'status', jobId, '--url', api.url]);
    expect([exitCode, stdout]).toEqual([0, `{"id":"${jobId}","status":"RUNNING","createdAt":"2026-01-01 00:00:00"}\n`]);
  });

  test('interim prints all, or the last', async () => {
    await using api = await serviceApi({ statuses: [], interim: ['1.0', '{"a": 2}'] });
    expect(await cli(['call', 'interim', jobId, '--url', api.url])).toMatchObject({ stdout: '[1.0, {"a": 2}]\n' });
    expect(await cli(['call', 'interim', jobId, '--last', '--url', api.url])).toMatchObject({ stdout: '{"a": 2}\n' });
  });

  test('result needs an end, or waits for it', async () => {
    await using api = await serviceApi({ statuses: ['RUNNING', 'RUNNING', 'SUCCEEDED'], result });
    const early = await cli(['call', 'result', jobId, '--url', api.url]);
    expect(early).toMatchObject({ exitCode: 6, stdout: '' });
    expect(early.stderr).toContain('its status is RUNNING.');
    const late = await cli(['call', 'result', jobId, '--wait', '--url', api.url]);
    expect(late).toMatchObject({ exitCode: 0, stdout: `${result}\n` });
  });

  test('cancel ends a job, and leaves alone one that has ended', async () => {
    await using running = await serviceApi({ statuses: ['RUNNING'] });
    const { exitCode, stdout } = await cli(['call', 'cancel', jobId, '--url', running.url, '--json']);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { data: { job: { status: 'CANCELLED' } } }]);

    await using ended = await serviceApi({ statuses: ['FAILED'] });
    await cli(['call', 'status', jobId, '--url', ended.url]);
    const late = await cli(['call', 'cancel', jobId, '--url', ended.url]);
    expect(late.exitCode).toBe(0);
    expect(late.stderr).toContain('Not cancelled: the status of job');
  });

  test.each(['status', 'result', 'interim', 'cancel'])('%s says that it is not known', async (command) => {
    await using api = await serviceApi();
    const { exitCode, stderr } = await cli(['call', command, 'nobody', '--url', api.url]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`There is no job nobody at ${api.url}.`);
  });

  test.each(['status', 'result', 'interim', 'cancel'])('%s never leads out of the base', async (command) => {
    await using api = await serviceApi({}, '/service/v1');
    for (const id of ['..', '.', '']) {
      const { exitCode, stderr } = await cli(['call', command, id, '--url', api.url]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`Error: ID cannot be "${id}"`)]);
    }
    expect((await cli(['call', command, '../..', '--url', api.url])).exitCode).toBe(3);
    expect(api.asked.map(({ path }) => path.replace(/\/(cancel|interim-results)$/, ''))).toEqual([
      '/service/v1/..%2F..',
    ]);
  });

  test.each(['status', 'result', 'interim', 'cancel'])(
    '%s waits out a page of a proxy, behind a path',
    async (command) => {
      const fault = onceEach({ status: 502, body: '<html>502 Bad Gateway</html>' });
      await using api = await serviceApi({ statuses: ['SUCCEEDED'], result, fault }, '/service/v1');
      const { exitCode, stderr } = await cli(['call', command, jobId, '--url', api.url]);
      expect([exitCode, stderr]).toEqual([0, expect.stringContaining('it answered 502; trying again')]);
    },
  );

  test.each(['status', 'result', 'interim', 'cancel'])('%s needs one', async (command) => {
    const { exitCode, stderr } = await cli(['call', command]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The argument ID is missing.');
  });
});
