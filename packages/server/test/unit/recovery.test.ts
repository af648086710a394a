import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRunner } from '@planqk-service/runner';
import { describe, expect, test } from 'vitest';
import { createServer } from '../../src/index.ts';
import { type ContainerSight, decideRecovery } from '../../src/jobs/decide-recovery.ts';
import { projectOf } from '../support/folders.ts';
import { interimLine, ProbeEngine, resultLine } from '../support/probe.ts';
import { type Served, serve } from '../support/serve.ts';

const statusesOf = async (served: Served, id: string) =>
  ((await served.ask('GET', `/ui/api/jobs/${id}`)).body as { history: { status: string }[] }).history.map(
    ({ status }) => status,
  );

/** One server after the other on the same project and engine; the first goes away with its jobs under way. */
async function successors(probes = new ProbeEngine()) {
  const project = await projectOf();
  const start = (options: Parameters<typeof serve>[0] = {}) =>
    serve({ dir: project.path, probes, concurrency: 2, ...options });
  return { start, probes, [Symbol.asyncDispose]: () => project[Symbol.asyncDispose]() };
}

describe('decideRecovery', () => {
  const sights: readonly ContainerSight[] = ['created', 'running', 'exited', 'absent', 'ended'];
  const never = { status: 'PENDING', container: 'intended' } as const;
  const ran = { status: 'RUNNING', container: 'intended', startedAt: 1 } as const;

  test.each([
    [never, ['queue', 'reattach', 'reattach', 'queue', 'queue']],
    [{ ...never, status: 'UNKNOWN' }, ['queue', 'reattach', 'reattach', 'queue', 'queue']],
    [ran, ['fail', 'reattach', 'reattach', 'fail', 'fail']],
    [{ ...ran, status: 'UNKNOWN' }, ['fail', 'reattach', 'reattach', 'fail', 'fail']],
    [{ ...ran, status: 'CANCELLED' }, ['remove', 'remove', 'remove', 'remove', 'remove']],
    [{ ...ran, status: 'SUCCEEDED' }, ['remove', 'remove', 'remove', 'remove', 'remove']],
    [{ ...ran, status: 'FAILED', container: 'gone' }, Array(5).fill('nothing')],
  ] as const)('%j', (job, actions) => {
    expect(sights.map((sight) => decideRecovery(job, sight).action)).toEqual(actions);
  });
});

describe('the next server', () => {
  test('takes over what runs: nothing that was printed is lost or told twice', async () => {
    await using both = await successors();
    let id = '';
    {
      await using first = await both.start();
      id = await first.submit({
        print: `one\n${interimLine('1')}`,
        wait: true,
        printThen: `two\n${interimLine('2')}${resultLine('1.0')}`,
      });
      await first.reaches(id, 'RUNNING');
      await expect.poll(async () => (await first.ask('GET', `/${id}/interim-results`)).text).toBe('[1]');
    }
    await using second = await both.start();
    expect((await second.ask('GET', `/${id}`)).body).toMatchObject({ status: 'RUNNING' });
    expect((await second.ask('GET', `/${id}/interim-results`)).text).toBe('[1]');
    both.probes.release();
    await second.reaches(id, 'SUCCEEDED');
    expect((await second.ask('GET', `/${id}/result`)).text).toBe('1.0');
    expect((await second.ask('GET', `/${id}/interim-results`)).text).toBe('[1,2]');
    expect((await second.ask('GET', `/ui/api/jobs/${id}/log/raw`)).text).toBe('one\ntwo\n');
    expect(await statusesOf(second, id)).toEqual(['PENDING', 'RUNNING', 'SUCCEEDED']);
    expect(both.probes.runs).toHaveLength(1);
  });

  test('harvests what has ended meanwhile, success and failure', async () => {
    await using both = await successors();
    const ids: string[] = [];
    {
      await using first = await both.start();
      ids.push(await first.submit({ wait: true, printThen: resultLine('[1]') }));
      ids.push(await first.submit({ wait: true, exit: 4 }));
      for (const id of ids) await first.reaches(id, 'RUNNING');
    }
    both.probes.release();
    await using second = await both.start();
    await second.reaches(ids[0] as string, 'SUCCEEDED');
    await second.reaches(ids[1] as string, 'FAILED');
    expect((await second.ask('GET', `/${ids[0]}/result`)).text).toBe('[1]');
    expect((await second.ask('GET', `/${ids[1]}/result`)).body).toMatchObject({ code: 'SERVICE_FAILED' });
    await expect.poll(() => both.probes.left).toEqual([]);
    expect(both.probes.runs).toHaveLength(2);
  });

  test('starts what waited, in its order, and shows what is over', async () => {
    await using both = await successors();
    const ids: string[] = [];
    {
      await using first = await both.start({ concurrency: 1 });
      ids.push(await first.submit({ print: resultLine('0') }));
      await first.reaches(ids[0] as string, 'SUCCEEDED');
      ids.push(await first.submit({ wait: true }));
      for (let count = 0; count < 3; count += 1) ids.push(await first.submit({ print: resultLine('1') }));
    }
    await using second = await both.start({ concurrency: 1 });
    expect((await second.ask('GET', `/${ids[0]}/result`)).text).toBe('0');
    expect((await second.ask('GET', `/ui/api/jobs/${ids[4]}`)).body).toMatchObject({ queuePosition: 3 });
    both.probes.release();
    await second.reaches(ids[4] as string, 'SUCCEEDED');
    expect(both.probes.runs.map(({ executionId }) => executionId)).toEqual(ids);
  });

  test('says that a job is lost whose container somebody has removed', async () => {
    await using both = await successors();
    let id = '';
    {
      await using first = await both.start();
      id = await first.submit({ wait: true });
      await first.reaches(id, 'RUNNING');
      const runner = await createRunner({ engine: both.probes });
      await runner.removeDetached(id, { store: `${first.dir}/.planqk-service/serve.db` });
      await first.server.close();
    }
    await using second = await both.start();
    const { body } = await second.ask('GET', `/ui/api/jobs/${id}`);
    expect(body).toMatchObject({ status: 'FAILED' });
  });

  test('removes the container of a job that was cancelled in the last moment', async () => {
    await using both = await successors();
    let id = '';
    {
      await using first = await both.start({ start: { graceMs: 60_000 } });
      id = await first.submit({ wait: true });
      await first.reaches(id, 'RUNNING');
      both.probes.lose();
      await first.ask('PUT', `/${id}/cancel`);
    }
    both.probes.recover();
    expect(both.probes.left).toEqual([id]);
    await using second = await both.start();
    await expect.poll(() => both.probes.left).toEqual([]);
    expect((await second.ask('GET', `/${id}`)).body).toMatchObject({ status: 'CANCELLED' });
  });

  test('of a temporary server inherits nothing, on the engine neither', async () => {
    const probes = new ProbeEngine();
    await using first = await serve({ probes, temporary: true });
    const id = await first.submit({ wait: true });
    await first.reaches(id, 'RUNNING');
    await first.server.close();
    expect(probes.left).toEqual([]);
  });
});

describe('a server on another engine than the one before', () => {
  test('leaves alone what runs there, says so, and the next one on the right engine takes over', async () => {
    await using both = await successors(new ProbeEngine('unix:///first'));
    const others = new ProbeEngine('unix:///second');
    const warnings: string[] = [];
    let id = '';
    {
      await using first = await both.start();
      id = await first.submit({ wait: true, printThen: resultLine('1') });
      await first.reaches(id, 'RUNNING');
    }
    {
      await using second = await both.start({ probes: others, onWarning: (text) => warnings.push(text) });
      expect((await second.ask('GET', `/${id}`)).body).toMatchObject({ status: 'UNKNOWN' });
      const own = await second.submit({ print: resultLine('2') });
      await second.reaches(own, 'SUCCEEDED');
    }
    expect(warnings).toContainEqual(expect.stringMatching(/^1 job was started on unix:\/\/\/first/));
    both.probes.release();
    await using third = await both.start();
    await third.reaches(id, 'SUCCEEDED');
    expect(both.probes.runs).toHaveLength(1);
    expect(others.runs).toHaveLength(1);
  });

  test('lets a job be cancelled whose container is elsewhere; it is removed when its engine is used again', async () => {
    await using both = await successors(new ProbeEngine('unix:///first'));
    let id = '';
    {
      await using first = await both.start();
      id = await first.submit({ wait: true });
      await first.reaches(id, 'RUNNING');
    }
    {
      await using second = await both.start({ probes: new ProbeEngine('unix:///second') });
      expect((await second.ask('PUT', `/${id}/cancel`)).body).toMatchObject({ status: 'CANCELLED' });
    }
    expect(both.probes.left).toEqual([id]);
    await using _third = await both.start();
    await expect.poll(() => both.probes.left).toEqual([]);
  });
});

describe('what cannot be written', () => {
  /** Puts a folder where a file of the next job has to go, and takes it away again. */
  async function blocking(name: string) {
    await using stack = new AsyncDisposableStack();
    const project = stack.use(await projectOf());
    const warnings: string[] = [];
    let place = '';
    const served = stack.use(
      await serve({
        dir: project.path,
        onWarning: (text) => warnings.push(text),
        onEvent: (event) => {
          if (event.type !== 'job' || event.job.status !== 'PENDING') return;
          place = join(project.path, '.planqk-service', 'jobs', event.job.id, name);
          mkdirSync(place);
        },
      }),
    );
    const kept = stack.move();
    const release = () => rmdirSync(place);
    return { served, warnings, release, [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose]() };
  }

  test('a log that cannot be kept fails its job with the reason; the server goes on', async () => {
    await using blocked = await blocking('log');
    const { served, warnings } = blocked;
    const id = await served.submit({ print: `hello\n${resultLine('1')}` });
    await served.reaches(id, 'FAILED');
    expect((await served.ask('GET', `/${id}/result`)).body).toMatchObject({
      code: 'INTERNAL_ERROR',
      detail: expect.stringContaining('EISDIR'),
    });
    expect(warnings.join()).toContain('EISDIR');
    await expect.poll(() => served.engine.left).toEqual([]);
    expect((await served.ask('GET', '/healthz')).status).toBe(200);
  });

  test('a result that cannot be kept now is kept as soon as it can be', async () => {
    await using blocked = await blocking('result.json.part');
    const { served, warnings, release } = blocked;
    const id = await served.submit({ print: resultLine('1') });
    await expect.poll(() => warnings.join()).toContain('EISDIR');
    expect((await served.ask('GET', `/${id}`)).body).toMatchObject({ status: 'RUNNING' });
    release();
    await served.reaches(id, 'SUCCEEDED');
    expect((await served.ask('GET', `/${id}/result`)).text).toBe('1');
    await expect.poll(() => served.engine.left).toEqual([]);
  });
});

describe('an engine that goes away', () => {
  test('makes jobs UNKNOWN, and they end as they should when it is back', async () => {
    await using served = await serve({ concurrency: 2 });
    const ids = [
      await served.submit({ print: interimLine('1'), wait: true, printThen: resultLine('1') }),
      await served.submit({ wait: true, printThen: resultLine('2') }),
      await served.submit({ print: resultLine('3') }),
    ];
    for (const id of ids.slice(0, 2)) await served.reaches(id, 'RUNNING');
    served.engine.lose();
    for (const id of ids.slice(0, 2)) await served.reaches(id, 'UNKNOWN');
    expect((await served.ask('GET', '/healthz')).status).toBe(503);
    served.engine.release();
    served.engine.recover();
    for (const [index, id] of ids.entries()) {
      await served.reaches(id, 'SUCCEEDED');
      expect((await served.ask('GET', `/${id}/result`)).text).toBe(String(index + 1));
    }
    expect(await statusesOf(served, ids[0] as string)).toEqual([
      'PENDING',
      'RUNNING',
      'UNKNOWN',
      'RUNNING',
      'SUCCEEDED',
    ]);
    expect(served.engine.runs).toHaveLength(3);
    expect((await served.ask('GET', '/healthz')).status).toBe(200);
  });

  test('in the middle of a start leaves a container that never ran: the job starts again', async () => {
    await using served = await serve();
    served.engine.loseAtNextStart();
    const id = await served.submit({ print: resultLine('1') });
    await served.reaches(id, 'UNKNOWN');
    served.engine.recover();
    await served.reaches(id, 'SUCCEEDED');
    expect(await statusesOf(served, id)).toEqual(['PENDING', 'UNKNOWN', 'PENDING', 'RUNNING', 'SUCCEEDED']);
    await expect.poll(() => served.engine.left).toEqual([]);
  });

  test('and takes its services with it makes them fail with a reason', async () => {
    await using served = await serve();
    const id = await served.submit({ wait: true });
    await served.reaches(id, 'RUNNING');
    served.engine.lose('stopped', { endingServices: true });
    await served.reaches(id, 'UNKNOWN');
    served.engine.recover();
    await served.reaches(id, 'FAILED');
    expect((await served.ask('GET', `/${id}/result`)).body).toMatchObject({
      code: 'SERVICE_FAILED',
      detail: expect.stringContaining('143'),
    });
  });

  test('leaves jobs that can be cancelled; their containers go when it is back', async () => {
    await using served = await serve();
    const id = await served.submit({ wait: true });
    await served.reaches(id, 'RUNNING');
    served.engine.lose();
    await served.reaches(id, 'UNKNOWN');
    expect((await served.ask('PUT', `/${id}/cancel`)).body).toMatchObject({ status: 'CANCELLED' });
    served.engine.recover();
    await expect.poll(() => served.engine.left, { timeout: 10_000 }).toEqual([]);
    expect(await statusesOf(served, id)).toEqual(['PENDING', 'RUNNING', 'UNKNOWN', 'CANCELLED']);
  });
});

describe('stopping', () => {
  test('refuses new jobs, lets running ones finish, and leaves those that wait', async () => {
    await using both = await successors();
    const first = await both.start({ concurrency: 1 });
    const [running, waiting] = [await first.submit({ wait: true, printThen: resultLine('1') }), await first.submit({})];
    await first.reaches(running, 'RUNNING');
    const closing = first.server.close({ graceMs: 60_000 });
    const refused = await first.post('{}');
    expect([refused.status, refused.body]).toMatchObject([503, { code: 'STOPPING' }]);
    expect(refused.headers.get('retry-after')).toBe('5');
    both.probes.release();
    expect(await closing).toEqual({ running: 0 });
    await first[Symbol.asyncDispose]();
    await using second = await both.start();
    expect((await second.ask('GET', `/${running}/result`)).text).toBe('1');
    await second.reaches(waiting, 'SUCCEEDED');
  });

  test('tells how many jobs go on without it, and does not wait when told to hurry', async () => {
    await using both = await successors();
    const first = await both.start();
    const id = await first.submit({ wait: true });
    await first.reaches(id, 'RUNNING');
    const hurry = new AbortController();
    const closing = first.server.close({ graceMs: 600_000, insisted: hurry.signal });
    hurry.abort();
    expect(await closing).toEqual({ running: 1 });
    expect(both.probes.left).toEqual([id]);
    both.probes.release();
    await first[Symbol.asyncDispose]();
  });
});

test('one store has one server', async () => {
  await using served = await serve({ watch: () => ({ [Symbol.asyncDispose]: async () => undefined }) });
  const runner = await createRunner({ engine: served.engine });
  await expect(createServer({ project: served.dir, runner })).rejects.toMatchObject({ code: 'STORE_IN_USE' });
});
