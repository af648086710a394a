import { writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Postponed, StartGate } from '../../src/jobs/start-gate.ts';
import { JobFiles } from '../../src/store/job-files.ts';
import { projectOf } from '../support/folders.ts';
import { ProbeEngine, resultLine } from '../support/probe.ts';
import { serve } from '../support/serve.ts';

afterEach(() => vi.restoreAllMocks());

const nothing = { async [Symbol.asyncDispose]() {} };

describe('the job that is next', () => {
  test('is prepared while others run, and started when it is its turn, in order', async () => {
    await using served = await serve({ concurrency: 1 });
    const { engine } = served;
    const ids = [
      await served.submit({ wait: true, printThen: resultLine('0') }),
      await served.submit({ wait: true, printThen: resultLine('1') }),
      await served.submit({ wait: true, printThen: resultLine('2') }),
    ] as const;
    await served.reaches(ids[0], 'RUNNING');
    await expect.poll(() => engine.left).toEqual([ids[0], ids[1]]);
    expect(engine.runs.map(({ executionId }) => executionId)).toEqual([ids[0]]);
    const position = async (id: string) =>
      ((await served.ask('GET', `/ui/api/jobs/${id}`)).body as { queuePosition?: number }).queuePosition;
    expect([await position(ids[1]), await position(ids[2])]).toEqual([1, 2]);
    expect((await served.ask('GET', `/${ids[1]}`)).body).toMatchObject({ status: 'PENDING' });
    expect((await served.ask('GET', '/metrics')).text).toContain('planqk_service_queue_length 2\n');
    for (const [index, id] of ids.entries()) {
      await served.reaches(id, 'RUNNING');
      engine.release();
      await served.reaches(id, 'SUCCEEDED');
      expect((await served.ask('GET', `/${id}/result`)).text).toBe(String(index));
    }
    expect(engine.runs.map(({ executionId }) => executionId)).toEqual(ids);
    await expect.poll(() => engine.left).toEqual([]);
  });

  test('is started as soon as a service has ended, while the end of that one is being stored', async () => {
    const stored = Promise.withResolvers<void>();
    const { writeResult } = JobFiles.prototype;
    vi.spyOn(JobFiles.prototype, 'writeResult').mockImplementationOnce(async function (this: JobFiles, id, text) {
      await stored.promise;
      return writeResult.call(this, id, text);
    });
    await using served = await serve({ concurrency: 1 });
    const first = await served.submit({ print: resultLine('0') });
    const second = await served.submit({ wait: true, printThen: resultLine('1') });
    await served.reaches(second, 'RUNNING');
    expect((await served.ask('GET', `/${first}`)).body).toMatchObject({ status: 'RUNNING' });
    stored.resolve();
    await served.reaches(first, 'SUCCEEDED');
    expect((await served.ask('GET', `/${first}/result`)).text).toBe('0');
    served.engine.release();
    await served.reaches(second, 'SUCCEEDED');
  });

  test('can be cancelled: its container goes, and the one behind it is prepared', async () => {
    await using served = await serve({ concurrency: 1 });
    const { engine } = served;
    const running = await served.submit({ wait: true, printThen: resultLine('0') });
    const prepared = await served.submit({ print: resultLine('1') });
    const behind = await served.submit({ print: resultLine('2') });
    await expect.poll(() => engine.left).toEqual([running, prepared]);
    expect((await served.ask('PUT', `/${prepared}/cancel`)).body).toMatchObject({ status: 'CANCELLED' });
    await expect.poll(() => engine.left).toEqual([running, behind]);
    engine.release();
    await served.reaches(behind, 'SUCCEEDED');
    expect(engine.runs).toHaveLength(2);
    expect((await served.ask('GET', `/${prepared}`)).body).not.toHaveProperty('startedAt');
  });

  test('is prepared anew when the image has changed meanwhile', async () => {
    let change: () => void = () => undefined;
    await using project = await projectOf({ 'service.sh': 'one' });
    const watch = (onChange: () => void) => {
      change = onChange;
      return nothing;
    };
    const built: string[] = [];
    await using served = await serve({
      dir: project.path,
      concurrency: 1,
      watch,
      onEvent: (event) => {
        if (event.type === 'image' && event.state === 'ready') built.push(event.image);
      },
    });
    const { engine } = served;
    const running = await served.submit({ wait: true, printThen: resultLine('0') });
    const prepared = await served.submit({ print: resultLine('1') });
    await expect.poll(() => engine.left).toEqual([running, prepared]);
    await writeFile(`${project.path}/service.sh`, 'two');
    change();
    await expect.poll(() => engine.builds.length).toBe(2);
    await expect.poll(() => built.length).toBeGreaterThan(0);
    engine.release();
    await served.reaches(prepared, 'SUCCEEDED');
    const images = engine.runs.map(({ image }) => image.id);
    expect(images[0]).not.toBe(images[1]);
    expect(images[1]).toBe(engine.builds[1]?.fingerprint);
  });

  test('waits on for the next server when this one stops, and leaves no container', async () => {
    await using project = await projectOf();
    const probes = new ProbeEngine();
    let ids: string[] = [];
    {
      await using first = await serve({ dir: project.path, probes, concurrency: 1 });
      ids = [
        await first.submit({ wait: true, printThen: resultLine('0') }),
        await first.submit({ print: resultLine('1') }),
      ];
      await expect.poll(() => probes.left).toEqual(ids);
      expect(await first.server.close()).toEqual({ running: 1 });
    }
    expect(probes.left).toEqual([ids[0]]);
    probes.release();
    await using second = await serve({ dir: project.path, probes, concurrency: 1 });
    await second.reaches(ids[1] as string, 'SUCCEEDED');
    expect((await second.ask('GET', `/${ids[1]}/result`)).text).toBe('1');
    expect(probes.runs).toHaveLength(2);
  });

  test('waits on when only the connection to the one that runs was lost, for that one runs on', async () => {
    await using served = await serve({ concurrency: 1 });
    const { engine } = served;
    const running = await served.submit({ wait: true, printThen: resultLine('0') });
    const prepared = await served.submit({ print: resultLine('1') });
    await expect.poll(() => engine.left).toEqual([running, prepared]);
    engine.lose();
    engine.recover();
    await served.reaches(running, 'UNKNOWN');
    const status = async () => ((await served.ask('GET', `/${running}`)).body as { status: string }).status;
    await expect.poll(status).toBe('RUNNING');
    expect(engine.runs.map(({ executionId }) => executionId)).toEqual([running]);
    engine.release();
    await served.reaches(running, 'SUCCEEDED');
    await served.reaches(prepared, 'SUCCEEDED');
  });

  test('starts again when the engine went away while it was prepared', async () => {
    await using served = await serve({ concurrency: 1 });
    const { engine } = served;
    const running = await served.submit({ wait: true, printThen: resultLine('0') });
    const prepared = await served.submit({ print: resultLine('1') });
    await expect.poll(() => engine.left).toEqual([running, prepared]);
    engine.lose();
    await served.reaches(running, 'UNKNOWN');
    engine.release();
    engine.recover();
    await served.reaches(running, 'SUCCEEDED');
    await served.reaches(prepared, 'SUCCEEDED');
    expect(engine.runs).toHaveLength(2);
    await expect.poll(() => engine.left).toEqual([]);
  });
});

describe('StartGate', () => {
  test('lets in as many as there are places, then each when another leaves, in order', async () => {
    const gate = new StartGate(2);
    for (const id of ['a', 'b', 'c', 'd']) gate.join(id);
    const passed: string[] = [];
    const all = ['a', 'b', 'c', 'd'].map(async (id) => {
      await gate.passed(id);
      passed.push(id);
    });
    await Promise.all(all.slice(0, 2));
    expect([passed, gate.waitingCount, gate.position('d')]).toEqual([['a', 'b'], 2, 2]);
    gate.leave('b');
    await all[2];
    expect([passed, gate.position('d')]).toEqual([['a', 'b', 'c'], 1]);
    gate.leave('a');
    await all[3];
    expect([gate.waitingCount, gate.position('d')]).toEqual([0, undefined]);
  });

  test('lets in what runs already, and nobody else before there is a place again', async () => {
    const gate = new StartGate(1);
    gate.enter('old');
    gate.enter('older');
    gate.join('new');
    gate.leave('old');
    expect(gate.position('new')).toBe(1);
    gate.leave('older');
    await gate.passed('new');
  });

  test('turns away who waits when it is closed', async () => {
    const gate = new StartGate(1);
    gate.join('in');
    gate.join('out');
    const turned = gate.passed('out');
    expect(gate.close()).toEqual(['out']);
    await expect(turned).rejects.toBeInstanceOf(Postponed);
    // Also who asks only now, when somebody has left meanwhile.
    gate.leave('in');
    await expect(gate.passed('out')).rejects.toBeInstanceOf(Postponed);
  });
});
