import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunner } from '@planqk-service/runner';
import { MemoryEngine } from '@planqk-service/runner/testing';
import { describe, expect, test } from 'vitest';
import { createServer } from '../../src/index.ts';
import { type FaultLabOptions, faultLab } from '../../src/scenario/fault-lab.ts';
import type { FaultScenario } from '../../src/scenario/fault-scenario.ts';

const result = '{"n": 9007199254740993, "n": 1.0}';

/** A server in a scenario whose jobs succeed at once, on an engine in memory. */
async function lab(scenario: FaultScenario, options: FaultLabOptions = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'planqk-server-test-'));
  await writeFile(join(dir, 'Dockerfile'), 'FROM scratch\n');
  const engine = new MemoryEngine({
    service: ({ stdout }) => stdout(`PlanQK:Job:InterimResult: {"i": 1.0}\nPlanQK:Job:Result: ${result}\n`),
  });
  const runner = await createRunner({ engine });
  const server = await createServer({ project: dir, runner, temporary: true, scenario: faultLab(scenario, options) });
  let token = 'a';
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const post = () => ask('/', { method: 'POST', body: '{}' });
  const statusOf = async (id: string) => ((await (await ask(`/${id}`)).json()) as { status: string }).status;
  return {
    server,
    engine,
    ask,
    post,
    useToken: (next: string) => {
      token = next;
    },
    async submit() {
      return ((await (await post()).json()) as { id: string }).id;
    },
    statuses: async (id: string, n: number) => {
      const seen: string[] = [];
      for (let at = 0; at < n; at += 1) seen.push(await statusOf(id));
      return seen;
    },
    /** Waits by the page's own API, which no scenario touches, until the job has really ended. */
    async reallyEnded(id: string) {
      for (;;) {
        const { status } = (await (await ask(`/ui/api/jobs/${id}`)).json()) as { status: string };
        if (status === 'SUCCEEDED') return;
      }
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await runner[Symbol.asyncDispose]();
      await rm(dir, { recursive: true });
    },
  };
}

describe('jobs in disguise', () => {
  test('wait, and have no start, result or interim results meanwhile', async () => {
    await using on = await lab({ jobs: { pending: { polls: 2 } } });
    const id = await on.submit();
    await on.reallyEnded(id);
    expect(Object.keys((await (await on.ask(`/${id}`)).json()) as object)).toEqual(['id', 'status', 'createdAt']);
    expect(await (await on.ask(`/${id}/interim-results`)).text()).toBe('[]');
    expect(await (await on.ask(`/${id}/interim-results?last=true`)).text()).toBe('[]');
    const early = await on.ask(`/${id}/result`);
    expect([early.status, await early.json()]).toEqual([404, { code: 'NOT_FOUND', detail: expect.any(String) }]);
    expect(await on.statuses(id, 2)).toEqual(['PENDING', 'SUCCEEDED']);
    expect(await (await on.ask(`/${id}/result`)).text()).toBe(result);
    expect(await (await on.ask(`/${id}/interim-results`)).json()).toEqual([{ i: 1 }]);
  });

  test('are lost sight of, and found again', async () => {
    await using on = await lab({ jobs: { unknown: { polls: 2 } } });
    const id = await on.submit();
    await on.reallyEnded(id);
    expect(await on.statuses(id, 3)).toEqual(['UNKNOWN', 'UNKNOWN', 'SUCCEEDED']);
  });

  test('fail, each so-manieth, with a body of an error', async () => {
    await using on = await lab({ jobs: { fail: { after: 1, every: 2, code: 'E1', detail: 'No.' } } });
    const [first, second] = [await on.submit(), await on.submit()];
    for (const id of [first, second]) await on.reallyEnded(id);
    expect(await on.statuses(first, 2)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(await on.statuses(second, 1)).toEqual(['RUNNING']);
    expect((await on.ask(`/${second}/result`)).status).toBe(404);
    expect(await on.statuses(second, 2)).toEqual(['FAILED', 'FAILED']);
    const body = await on.ask(`/${second}/result`);
    expect([body.status, await body.json()]).toEqual([200, { code: 'E1', detail: 'No.' }]);
  });

  test('have their result later than their end', async () => {
    await using on = await lab({ jobs: { lateResult: { reads: 2 } } });
    const id = await on.submit();
    await on.reallyEnded(id);
    const reads = [1, 2, 3].map(() => `/${id}/result`);
    const statuses: number[] = [];
    for (const read of reads) statuses.push((await on.ask(read)).status);
    expect(statuses).toEqual([404, 404, 200]);
  });

  test('show what they are once they are cancelled, and never come back from their end', async () => {
    await using on = await lab({ jobs: { pending: { polls: 9 } } });
    const id = await on.submit();
    await on.reallyEnded(id);
    expect(await on.statuses(id, 1)).toEqual(['PENDING']);
    const cancelled = await on.ask(`/${id}/cancel`, { method: 'PUT' });
    expect(await cancelled.json()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await on.statuses(id, 1)).toEqual(['SUCCEEDED']);
  });

  test('stay failed when they are cancelled after that was shown', async () => {
    await using on = await lab({ jobs: { fail: {} } });
    const id = await on.submit();
    await on.reallyEnded(id);
    expect(await on.statuses(id, 1)).toEqual(['FAILED']);
    const cancelled = await on.ask(`/${id}/cancel`, { method: 'PUT' });
    expect(await cancelled.json()).toMatchObject({ status: 'FAILED', endedAt: expect.any(String) });
    expect(await on.statuses(id, 2)).toEqual(['FAILED', 'FAILED']);
  });

  test('that are going to fail have no result before, whoever asks first', async () => {
    await using on = await lab({ jobs: { fail: { after: 2 } } });
    const id = await on.submit();
    await on.reallyEnded(id);
    expect((await on.ask(`/${id}/result`)).status).toBe(404);
    expect(await on.statuses(id, 3)).toEqual(['RUNNING', 'RUNNING', 'FAILED']);
    expect(await (await on.ask(`/${id}/result`)).json()).toMatchObject({ code: 'SCENARIO' });
  });

  test('that do not exist stay unknown', async () => {
    await using on = await lab({ jobs: { pending: { polls: 9 }, fail: {}, lateResult: { reads: 1 } } });
    for (const path of ['', '/result', '/interim-results'])
      expect((await on.ask(`/00000000-0000-4000-8000-000000000000${path}`)).status).toBe(404);
  });
});

describe('requests that go wrong', () => {
  test('are answered by a status, with Retry-After, and are not looked at', async () => {
    await using on = await lab({ requests: [{ on: ['submit'], first: 1, fault: 429, retryAfter: 7 }] });
    const refused = await on.post();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await refused.json()).toEqual({ code: 'SCENARIO', detail: expect.any(String) });
    expect(on.engine.runs).toHaveLength(0);
    expect((await on.post()).status).toBe(201);
  });

  test('of a result in disguise stay what they are', async () => {
    await using on = await lab({ jobs: { fail: {} }, requests: [{ on: ['result'], first: 1, fault: 502 }] });
    const id = await on.submit();
    expect(await on.statuses(id, 1)).toEqual(['FAILED']);
    expect((await on.ask(`/${id}/result`)).status).toBe(502);
    expect((await on.ask(`/${id}/result`)).status).toBe(200);
  });

  test('meet a connection that is closed before they are looked at', async () => {
    await using on = await lab({ requests: [{ on: ['submit'], first: 1, fault: 'drop' }] });
    await expect(on.post()).rejects.toThrow('fetch failed');
    expect(on.engine.runs).toHaveLength(0);
    expect((await on.post()).status).toBe(201);
  });

  test('are carried out, but nobody hears of it', async () => {
    await using on = await lab({ requests: [{ on: ['submit'], first: 1, fault: 'lose' }] });
    await expect(on.post()).rejects.toThrow('fetch failed');
    const { jobs } = (await (await on.ask('/ui/api/jobs')).json()) as { jobs: unknown[] };
    expect(jobs).toHaveLength(1);
  });

  test.each(['status', 'result', 'interim-results'] as const)('have answers that break off: %s', async (call) => {
    await using on = await lab({ requests: [{ on: [call], first: 1, fault: 'cut' }] });
    const id = await on.submit();
    await on.reallyEnded(id);
    const read = async () => (await on.ask(`/${id}${call === 'status' ? '' : `/${call}`}`)).text();
    await expect(read()).rejects.toThrow('terminated');
    expect(await read()).toContain(call === 'status' ? id : '1.0');
  });

  test('are told, in words', async () => {
    const told: string[] = [];
    await using on = await lab({ requests: [{ every: 2, fault: 500 }] }, { onFault: (text) => told.push(text) });
    const id = await on.submit();
    for (let at = 0; at < 2; at += 1) await on.ask(`/${id}`);
    expect(told).toEqual([`GET /${id}: 500`]);
  });

  test('are the same for the same seed', async () => {
    const answers = async (seed: number) => {
      await using on = await lab({ requests: [{ share: 0.5, fault: 503 }] }, { seed });
      const id = await on.submit();
      const statuses: number[] = [];
      for (let at = 0; at < 20; at += 1) statuses.push((await on.ask(`/${id}`)).status);
      return statuses;
    };
    expect(await answers(4)).toEqual(await answers(4));
    expect(await answers(4)).not.toEqual(await answers(5));
  });
});

test('a token lives for so many requests; the server itself stays well', async () => {
  await using on = await lab({ token: { requests: 2 } });
  expect((await fetch(on.server.url, { method: 'POST', body: '{}' })).status).toBe(401);
  const id = await on.submit();
  expect((await on.ask(`/${id}`)).status).toBe(200);
  const refused = await on.ask(`/${id}`);
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'TOKEN_EXPIRED' }]);
  expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  on.useToken('b');
  expect((await on.ask(`/${id}`)).status).toBe(200);
  expect((await fetch(`${on.server.url}/healthz`)).status).toBe(200);
  expect((await fetch(on.server.url)).status).toBe(200);
});
