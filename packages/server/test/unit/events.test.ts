import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { interimLine, resultLine } from '../support/probe.ts';
import { type Served, serve } from '../support/serve.ts';

interface Told {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** Listens to server-sent events until disposed. */
async function listen(served: Served, query = '') {
  const over = new AbortController();
  const response = await fetch(`${served.server.url}/events${query}`, { signal: over.signal });
  const told: Told[] = [];
  let text = '';
  let ended = false;
  const reading = (async () => {
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += piece;
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const found = /^event: (\w+)\ndata: (.*)$/.exec(frame);
        if (found) told.push({ event: found[1] ?? '', data: JSON.parse(found[2] ?? '') as Told['data'] });
      }
    }
    ended = true;
  })().catch(() => undefined);
  return {
    told,
    response,
    get ended() {
      return ended;
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      await reading;
    },
  };
}

const statusesOf = (told: readonly Told[], id: string) =>
  told.filter(({ event, data }) => event === 'job' && data['id'] === id).map(({ data }) => data['status']);

const imagesOf = (told: readonly Told[]) => told.filter(({ event }) => event === 'image').map(({ data }) => data);

describe('/events', () => {
  test('tells each status of each job, its interim results and its growing log', async () => {
    await using served = await serve();
    await using events = await listen(served);
    expect(events.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const id = await served.submit({ print: `a line\n${interimLine('1')}`, wait: true, printThen: resultLine('1') });
    await expect.poll(() => events.told.map(({ event }) => event)).toContain('interim');
    expect(events.told).toContainEqual({ event: 'interim', data: { id, count: 1 } });
    expect(events.told.filter(({ event }) => event === 'log').at(-1)?.data).toMatchObject({
      id,
      bytes: expect.any(Number),
    });
    served.engine.release();
    await expect.poll(() => statusesOf(events.told, id)).toEqual(['PENDING', 'RUNNING', 'SUCCEEDED']);
  });

  test('tells of one job only when asked to', async () => {
    await using served = await serve({ concurrency: 1 });
    const first = await served.submit({ wait: true });
    await served.reaches(first, 'RUNNING');
    await using events = await listen(served, `?job=${first}`);
    const second = await served.submit({ print: resultLine('1') });
    served.engine.release();
    await served.reaches(second, 'SUCCEEDED');
    await expect.poll(() => statusesOf(events.told, first)).toEqual(['SUCCEEDED']);
    expect(statusesOf(events.told, second)).toEqual([]);
  });

  test('tells whoever comes later that the last build failed, until one succeeds', async () => {
    const changed = Promise.withResolvers<() => void>();
    const watch = (onChange: () => void) => {
      changed.resolve(onChange);
      return { [Symbol.asyncDispose]: async () => undefined };
    };
    await using served = await serve({ watch });
    const onChange = await changed.promise;
    await using before = await listen(served);
    const config = join(served.dir, 'planqk.json');
    const right = await readFile(config, 'utf8');
    await writeFile(config, '{');
    onChange();
    const failed = { image: expect.any(String), state: 'failed', detail: expect.stringContaining('planqk.json') };
    await expect.poll(() => imagesOf(before.told).at(-1)).toEqual(failed);

    await using after = await listen(served);
    await expect.poll(() => imagesOf(after.told)).toEqual([failed]);

    await writeFile(config, right);
    onChange();
    await expect.poll(() => imagesOf(after.told).at(-1)).toMatchObject({ state: 'ready' });
    await using late = await listen(served);
    const id = await served.submit({});
    await expect.poll(() => statusesOf(late.told, id)).toContain('SUCCEEDED');
    expect(imagesOf(late.told)).toEqual([]);
  });

  test('of a job that there is not are not found, and those who ask for headers only get them', async () => {
    await using served = await serve();
    expect((await served.ask('GET', '/events?job=00000000-0000-4000-8000-000000000000')).status).toBe(404);
    const { status, headers, text } = await served.ask('HEAD', '/events');
    expect([status, headers.get('content-type'), text]).toEqual([200, 'text/event-stream; charset=utf-8', '']);
  });

  test('ends with the server', async () => {
    await using served = await serve();
    await using events = await listen(served);
    await served.server.close();
    await expect.poll(() => events.ended).toBe(true);
  });
});

describe('/metrics', () => {
  test('counts jobs by status, those that wait, and how long they ran, in the text format of Prometheus', async () => {
    await using served = await serve({ concurrency: 1 });
    const done = await served.submit({ print: resultLine('1') });
    await served.reaches(done, 'SUCCEEDED');
    const running = await served.submit({ wait: true });
    await served.reaches(running, 'RUNNING');
    await served.submit({ wait: true });
    const { text, headers } = await served.ask('GET', '/metrics');
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const values = samplesOf(text);
    expect(values).toMatchObject({
      'planqk_service_jobs{status="SUCCEEDED"}': 1,
      'planqk_service_jobs{status="RUNNING"}': 1,
      'planqk_service_jobs{status="PENDING"}': 1,
      'planqk_service_jobs{status="FAILED"}': 0,
      planqk_service_queue_length: 1,
      planqk_service_engine_up: 1,
      'planqk_service_job_duration_seconds_bucket{le="+Inf"}': 1,
      planqk_service_job_duration_seconds_count: 1,
    });
    served.engine.lose();
    expect(samplesOf((await served.ask('GET', '/metrics')).text)).toMatchObject({ planqk_service_engine_up: 0 });
    served.engine.recover();
    served.engine.release();
  });
});

/** Values by name and labels; every line is a comment or a sample of a family that was told before. */
function samplesOf(text: string): Record<string, number> {
  const types = new Map<string, string>();
  const values: Record<string, number> = {};
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE (\w+) (gauge|counter|histogram)$/.exec(line);
    if (type) types.set(type[1] ?? '', type[2] ?? '');
    else if (!line.startsWith('# HELP ')) {
      const [, name = '', labels = '', value = ''] = /^(\w+)((?:\{[^}]*\})?) (\S+)$/.exec(line) ?? [];
      expect(
        [...types.keys()].some((known) => name === known || name.replace(/_(bucket|sum|count)$/, '') === known),
      ).toBe(true);
      expect(Number.isFinite(Number(value))).toBe(true);
      values[name + labels] = Number(value);
    }
  }
  return values;
}
