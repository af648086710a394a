import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOf, executionLabel } from '../src/containers.ts';
import { fixtures } from '../src/paths.ts';
import { makeProbe, makeProject } from '../src/projects.ts';
import { service } from '../src/service.ts';
import { finalStatuses, Serving } from '../src/serving.ts';
import { hostOf, suite } from '../src/suite.ts';

const host = hostOf('docker') ?? '';
const client = clientOf(host);
const storeLabel = 'planqk-service.store';

/** Containers of the jobs of a project, whoever made them. */
async function containersOf(dir: string): Promise<string[]> {
  const all = await client.listContainers({ all: true, filters: { label: [storeLabel] } });
  return all
    .filter(({ Labels }) => Labels[storeLabel]?.includes(dir))
    .map(({ Labels }) => Labels[executionLabel] ?? '');
}

describe.skipIf(host === '')('planqk-service serve', () => {
  test('answers the calls of the platform for a service of a starter', async () => {
    const { dir } = suite.projects.python;
    const serving = await Serving.start(dir, host);
    expect(await (await serving.request('/')).json()).toEqual({ status: 'Service is up and running' });
    const answer = await serving.request('/', {
      method: 'POST',
      body: '{"data": {"qubits": 2}, "params": {"shots": 1024, "seed": 1}}',
    });
    expect(answer.status).toBe(201);
    const { id, ...job } = (await answer.json()) as { id: string };
    expect(job).toEqual({ status: 'PENDING', createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) });
    expect(answer.headers.get('location')).toBe(`${serving.url}/${id}`);
    expect(await serving.becomes(id, finalStatuses)).toMatchObject({ status: 'SUCCEEDED' });
    const { result } = (await (await serving.request(`/${id}/result`)).json()) as {
      result: { counts: Record<string, number> };
    };
    expect(Object.values(result.counts).reduce((sum, count) => sum + count)).toBe(1024);
    const interim = (await (await serving.request(`/${id}/interim-results/`)).json()) as object[];
    expect(interim.length).toBeGreaterThan(1);
    expect(await (await serving.request(`/${id}/interim-results?last=true`)).json()).toEqual(interim.at(-1));
    const refused = await serving.request('/', { method: 'POST', body: '{"data": {"qubits": "two"}}' });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('qubits')]);
    serving.command.kill('SIGTERM');
    expect(await serving.command.ended).toMatchObject({ exitCode: 0 });
  });

  test('passes numbers as they are written, in both directions', async () => {
    const serving = await Serving.start(await makeProbe('raw'), host);
    const raw = '{"echo": true, "big": 9007199254740993, "huge": 1e400, "one": 1.0, "b": 1, "a": 2}';
    const { job } = await serving.submit(raw);
    await serving.becomes(job.id, finalStatuses);
    expect(await (await serving.request(`/${job.id}/result`)).text()).toBe(raw);
    serving.command.kill('SIGINT');
    expect(await serving.command.ended).toMatchObject({ exitCode: 0 });
  });

  test('lets what runs finish when it is asked to stop, and finds all jobs again', async () => {
    const dir = await makeProject('echo', 'stop');
    const first = await Serving.start(dir, host, ['--concurrency', '1']);
    const { job: running } = await first.submit('{"n": 1}');
    const { job: waiting } = await first.submit('{"n": 2}');
    await first.becomes(running.id, ['RUNNING']);
    first.command.kill('SIGTERM');
    expect(await first.command.ended).toMatchObject({ exitCode: 0 });
    const second = await Serving.start(dir, host);
    expect(await second.job(running.id)).toMatchObject({ status: 'SUCCEEDED' });
    await second.becomes(waiting.id, ['SUCCEEDED']);
    expect(await (await second.request(`/${waiting.id}/result`)).text()).toBe('{"n": 2}');
    second.command.kill('SIGTERM');
    await second.command.ended;
    await expect.poll(() => containersOf(dir)).toEqual([]);
  });

  test('rebuilds with --watch; a build that fails leaves the last good image, a job that runs keeps its own', async () => {
    const waiting = `if grep -q wait /var/input/data.json; then
  trap 'echo "PlanQK:Job:Result: \\"old\\""; exit' TERM
  while :; do sleep 0.1; done
fi
`;
    const script = await readFile(join(fixtures, 'echo', 'echo.sh'), 'utf8');
    const dir = await makeProject('echo', 'watch', { files: { 'echo.sh': waiting + script } });
    const serving = await Serving.start(dir, host, ['--watch']);
    const { job: old } = await serving.submit('{"wait": true}');
    await serving.becomes(old.id, ['RUNNING']);
    const answer = async () => {
      const { job } = await serving.submit('{"n": 1}');
      await serving.becomes(job.id, finalStatuses);
      return (await serving.request(`/${job.id}/result`)).text();
    };
    const dockerfile = join(dir, 'Dockerfile');
    const good = await readFile(dockerfile, 'utf8');
    await writeFile(dockerfile, good.replace('USER', 'RUN exit 3\nUSER'));
    await serving.command.shows(/exit code: 3|exit status 3|The step .* failed/);
    expect(await answer()).toBe('{"n": 1}');
    await writeFile(join(dir, 'echo.sh'), `echo 'PlanQK:Job:Result: "new"'\n`);
    await writeFile(dockerfile, good);
    await expect.poll(answer, { timeout: 40_000, interval: 500 }).toBe('"new"');
    expect(await serving.job(old.id)).toMatchObject({ status: 'RUNNING' });
    await client.getContainer(`planqk-service-${old.id}`).kill({ signal: 'SIGTERM' });
    expect(await serving.becomes(old.id, finalStatuses)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await (await serving.request(`/${old.id}/result`)).text()).toBe('"old"');
    serving.command.kill('SIGTERM');
    await serving.command.ended;
  });

  test('refuses to be open to others without a token, and a port that is taken', async () => {
    const dir = await makeProject('echo', 'refused');
    const env = { DOCKER_HOST: host };
    expect(await service(['serve', dir, '--host', '0.0.0.0', '--port', '0'], { env })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('TOKEN_REQUIRED'),
    });
    const serving = await Serving.start(dir, host, ['--token', 'secret']);
    expect((await serving.request('/')).status).toBe(401);
    expect((await serving.request('/', { headers: { Authorization: 'Bearer wrong' } })).status).toBe(403);
    expect((await serving.request('/', { headers: { Authorization: 'Bearer secret' } })).status).toBe(200);
    const other = await makeProject('echo', 'other');
    expect(await service(['serve', other, '--port', new URL(serving.url).port], { env })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('PORT_UNAVAILABLE'),
    });
    expect(await service(['serve', dir, '--port', '0'], { env })).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('STORE_IN_USE'),
    });
    serving.command.kill('SIGTERM');
    await serving.command.ended;
  });

  describe('a job that is cancelled', () => {
    const rounds = 13;
    let dir: string;
    let serving: Serving;
    beforeAll(async () => {
      dir = await makeProbe('cancel');
      serving = await Serving.start(dir, host, ['--concurrency', '1', '--grace', '1s']);
    });

    test.each([
      { stage: 'while it waits', data: '{"wait": true}' },
      { stage: 'as soon as it is accepted', data: '{"wait": true}' },
      { stage: 'while it runs', data: '{"wait": true}' },
      { stage: 'when it has printed its result', data: '{"print": "PlanQK:Job:Result: 1\\n", "wait": true}' },
    ])(
      '$stage is CANCELLED at once and for good, and its container goes',
      async ({ stage, data }) => {
        const times: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const blocker = stage === 'while it waits' ? (await serving.submit('{"wait": true}')).job.id : undefined;
          const { job } = await serving.submit(data);
          if (stage === 'while it runs' || stage.startsWith('when')) await serving.becomes(job.id, ['RUNNING']);
          const begun = performance.now();
          expect((await serving.cancel(job.id)).status).toBe('CANCELLED');
          times.push(performance.now() - begun);
          if (blocker !== undefined) await serving.cancel(blocker);
          expect(await serving.cancel(job.id)).toMatchObject({ status: 'CANCELLED' });
          expect((await serving.request(`/${job.id}/result`)).status).toBe(404);
          await expect.poll(() => containersOf(dir), { timeout: 20_000 }).toEqual([]);
          expect((await serving.job(job.id)).status).toBe('CANCELLED');
        }
        console.error(`e2e: cancelled ${stage}, ${rounds} times: at most ${Math.ceil(Math.max(...times))} ms`);
        expect(Math.max(...times)).toBeLessThan(1_000);
      },
      180_000,
    );
  });

  test('loses no job when it is killed again and again', { timeout: 400_000 }, async () => {
    const { jobs, kills } = { jobs: 200, kills: 20 };
    const dir = await makeProject('echo', 'killed');
    const starts = new Map<string, number>();
    const told = await client.getEvents({ filters: { event: ['start'], label: [storeLabel] } });
    let rest = '';
    told.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((text) => text !== '')) {
        const id = JSON.parse(line).Actor.Attributes[executionLabel] as string;
        starts.set(id, (starts.get(id) ?? 0) + 1);
      }
    });
    const accepted = new Map<string, number>();
    let next = 0;
    const random = seeded(7);
    for (let life = 0; life < kills; life += 1) {
      const serving = await Serving.start(dir, host, ['--concurrency', '3']);
      const killed = new Promise<void>((resolve) =>
        setTimeout(() => {
          serving.command.kill('SIGKILL');
          resolve();
        }, random() * 1_500),
      );
      const share = Math.ceil(jobs / kills);
      for (let i = 0; i < share && next < jobs; i += 1) {
        const n = next;
        const answer = await serving.submit(`{"n": ${n}}`).catch(() => undefined);
        if (answer?.status !== 201) break;
        accepted.set(answer.job.id, n);
        next += 1;
      }
      await killed;
      await serving.command.ended;
    }
    const last = await Serving.start(dir, host, ['--concurrency', '3']);
    for (; next < jobs; next += 1) accepted.set((await last.submit(`{"n": ${next}}`)).job.id, next);
    const startsAtResult = new Map<string, number | undefined>();
    for (const [id, n] of accepted) {
      expect(await last.becomes(id, finalStatuses)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await (await last.request(`/${id}/result`)).text()).toBe(`{"n": ${n}}`);
      startsAtResult.set(id, starts.get(id));
      expect(await (await last.request(`/${id}/interim-results`)).json()).toEqual([{ done: 0.5 }]);
    }
    await expect.poll(() => containersOf(dir), { timeout: 20_000 }).toEqual([]);
    // A container whose start was only asked for when the server was killed may be made anew; one with a result never is.
    const again = [...accepted.keys()].filter(
      (id) => (starts.get(id) ?? 0) < 1 || starts.get(id) !== startsAtResult.get(id),
    );
    expect(again).toEqual([]);
    const twice = [...accepted.keys()].filter((id) => (starts.get(id) ?? 0) > 1).length;
    console.error(
      `e2e: ${accepted.size} jobs of servers that were killed ${kills} times: all there, ${twice} started again before they had a result`,
    );
    last.command.kill('SIGTERM');
    expect(await last.command.ended).toMatchObject({ exitCode: 0 });
    (told as unknown as { destroy(): void }).destroy();
  });
});

/** The same numbers from 0 to 1 each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
