import { execFileSync } from 'node:child_process';
import { statfs, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { resultLine } from '../support/probe.ts';
import { serve } from '../support/serve.ts';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

test('the tests of full disks run', () => {
  if (!canMount)
    console.error('!!! SKIPPED the tests of full disks: they need root on Linux, to mount a small one !!!');
  if (process.env['CI']) expect(canMount).toBe(true);
});

/** A disk of its own for each test, in memory. */
describe.skipIf(!canMount)('a disk that is full', () => {
  let folder: Awaited<ReturnType<typeof folderOf>>;
  const mount = (...options: string[]) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options.join(), 'planqk-service-test', folder.path]);
  const resize = (megabytes: number) => mount('remount', `size=${megabytes}m`);

  beforeEach(async () => {
    folder = await folderOf();
    mount('size=8m');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    execFileSync('umount', ['--lazy', folder.path]);
    await folder[Symbol.asyncDispose]();
  });

  const freeBytes = async () => {
    const { bavail, bsize } = await statfs(folder.path);
    return bavail * bsize;
  };

  const project = async () => {
    await writeFile(`${folder.path}/Dockerfile`, 'FROM scratch\n');
    await writeFile(
      `${folder.path}/planqk.json`,
      '{"name": "probe", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
    );
    return folder.path;
  };

  test('refuses new jobs with 507, ends every accepted one right, and accepts again when there is room', async () => {
    await using served = await serve({ dir: await project(), concurrency: 2 });
    const padding = 'x'.repeat(300_000);
    const submit = (number: number) =>
      served.post(JSON.stringify({ data: { print: resultLine(`${number}`), padding } }));
    const accepted: { id: string; number: number }[] = [];
    let refusal: Awaited<ReturnType<typeof submit>> | undefined;
    for (let number = 0; number < 40 && refusal === undefined; number += 1) {
      const answer = await submit(number);
      if (answer.status === 201) accepted.push({ id: (answer.body as { id: string }).id, number });
      else refusal = answer;
    }
    expect(refusal).toMatchObject({
      status: 507,
      body: { code: 'DISK_FULL', detail: expect.stringMatching(/Make room.*planqk-service clean/) },
    });
    expect(accepted.length).toBeGreaterThan(3);
    for (const { id, number } of accepted) {
      await served.reaches(id, 'SUCCEEDED');
      expect((await served.ask('GET', `/${id}/result`)).text).toBe(`${number}`);
    }
    expect((await served.ask('GET', '/ui/api/jobs')).body).toMatchObject({ jobs: { length: accepted.length } });
    resize(64);
    expect(await submit(0)).toMatchObject({ status: 201 });
  });

  test('keeps a result that has no room, and stores it when there is', async () => {
    await using served = await serve({ dir: await project() });
    const id = await served.submit({ repeat: { text: '1', count: 12_000_000, marked: true } });
    await served.reaches(id, 'RUNNING');
    await expect.poll(freeBytes).toBeLessThan(1_000_000);
    expect((await served.ask('GET', `/${id}`)).body).toMatchObject({ status: 'RUNNING' });
    resize(128);
    await served.reaches(id, 'SUCCEEDED');
    expect((await served.ask('GET', `/${id}/result`)).text).toBe('1'.repeat(12_000_000));
    expect(served.engine.runs).toHaveLength(1);
  });

  test('fails a job whose output can be read only once, and says why', async () => {
    vi.stubEnv('TMPDIR', folder.path);
    const warnings: string[] = [];
    await using served = await serve({ temporary: true, onWarning: (text) => warnings.push(text) });
    const id = await served.submit({ repeat: { text: `${'a long line '.repeat(100)}\n`, count: 10_000 } });
    await served.reaches(id, 'RUNNING');
    await expect.poll(() => warnings, { timeout: 10_000 }).toContain(`The disk is full: job ${id} waits for room.`);
    resize(128);
    await served.reaches(id, 'FAILED');
    expect((await served.ask('GET', `/${id}/result`)).body).toMatchObject({
      code: 'DISK_FULL',
      detail: expect.stringContaining('The disk of the server was full'),
    });
    await expect.poll(() => served.engine.left).toEqual([]);
  });
});
