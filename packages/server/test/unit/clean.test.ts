import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRunner } from '@planqk-service/runner';
import { describe, expect, test } from 'vitest';
import { cleanStore } from '../../src/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { projectOf } from '../support/folders.ts';
import { ProbeEngine, resultLine } from '../support/probe.ts';
import { type Served, serve } from '../support/serve.ts';

const jobFolders = (dir: string) => readdirSync(join(dir, '.planqk-service', 'jobs')).toSorted();

async function done(served: Served, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = await served.submit({ print: resultLine(String(index)) });
    await served.reaches(id, 'SUCCEEDED');
    ids.push(id);
  }
  return ids;
}

describe('keep', () => {
  test('bounds the jobs that are over, the oldest go first, with their files; what runs stays', async () => {
    await using project = await projectOf();
    let ids: string[] = [];
    let running = '';
    {
      await using served = await serve({ dir: project.path, concurrency: 2, keep: { count: 2 } });
      running = await served.submit({ wait: true });
      ids = await done(served, 5);
    }
    // The last look is taken when the server closes.
    expect(jobFolders(project.path)).toEqual([running, ...ids.slice(-2)].toSorted());
    await using next = await serve({ dir: project.path });
    expect((await next.ask('GET', `/${ids[0]}`)).status).toBe(404);
    expect((await next.ask('GET', `/${ids[4]}/result`)).text).toBe('4');
  });

  test('by age keeps what has ended lately', async () => {
    await using project = await projectOf();
    let ids: string[] = [];
    {
      await using served = await serve({ dir: project.path, keep: { ageMs: 3_600_000 } });
      ids = await done(served, 2);
    }
    expect(jobFolders(project.path)).toEqual(ids.toSorted());
    {
      await using _ = await serve({ dir: project.path, keep: { ageMs: 0 } });
    }
    expect(jobFolders(project.path)).toEqual([]);
  });
});

describe('cleanStore', () => {
  test('removes what is over and leaves what waits or runs', async () => {
    await using project = await projectOf();
    const probes = new ProbeEngine();
    let running = '';
    {
      await using served = await serve({ dir: project.path, probes, concurrency: 2 });
      await done(served, 3);
      running = await served.submit({ wait: true, printThen: resultLine('9') });
      await served.reaches(running, 'RUNNING');
    }
    expect(await cleanStore({ dir: project.path })).toEqual({ removed: 3, executions: 0, kept: 1 });
    expect(jobFolders(project.path)).toEqual([running]);
    probes.release();
    await using next = await serve({ dir: project.path, probes });
    await next.reaches(running, 'SUCCEEDED');
    expect((await next.ask('GET', `/${running}/result`)).text).toBe('9');
  });

  test('with "all" ends what runs, on the engine too, and leaves no store', async () => {
    await using project = await projectOf();
    const probes = new ProbeEngine();
    {
      await using served = await serve({ dir: project.path, probes, concurrency: 1 });
      const running = await served.submit({ wait: true });
      await served.submit({ wait: true });
      await served.reaches(running, 'RUNNING');
    }
    await using runner = await createRunner({ engine: probes });
    expect(await cleanStore({ dir: project.path, all: true, runner })).toEqual({ removed: 2, executions: 1, kept: 0 });
    expect(probes.left).toEqual([]);
    for (const name of ['serve.db', 'jobs'])
      expect(existsSync(join(project.path, '.planqk-service', name))).toBe(false);
    expect(await cleanStore({ dir: project.path, all: true, runner })).toEqual({ removed: 0, executions: 0, kept: 0 });
  });

  test('with "all" asks for what runs where it was started, and keeps the store when nobody answers there', async () => {
    await using project = await projectOf();
    const folder = join(project.path, '.planqk-service');
    {
      using opened = openStore(folder);
      opened.store.insert('a', 1);
      opened.store.note('a', { container: 'intended', image: 'x', engine: 'unix:///nowhere.sock' });
    }
    await expect(cleanStore({ dir: project.path, all: true })).rejects.toMatchObject({
      code: 'NO_ENGINE',
      message: expect.stringContaining('/nowhere.sock'),
    });
    expect(existsSync(join(folder, 'serve.db'))).toBe(true);
  });

  test('keeps the newest when told to, and refuses while a server is there', async () => {
    await using project = await projectOf();
    let ids: string[] = [];
    {
      await using served = await serve({ dir: project.path });
      ids = await done(served, 4);
      await expect(cleanStore({ dir: project.path })).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    }
    expect(await cleanStore({ dir: project.path, keep: { count: 1 } })).toEqual({ removed: 3, executions: 0, kept: 1 });
    expect(jobFolders(project.path)).toEqual([ids[3]]);
  });

  test('finds nothing to do where no server ever was', async () => {
    await using project = await projectOf();
    expect(await cleanStore({ dir: project.path })).toEqual({ removed: 0, executions: 0, kept: 0 });
    expect(existsSync(join(project.path, '.planqk-service'))).toBe(false);
  });
});
