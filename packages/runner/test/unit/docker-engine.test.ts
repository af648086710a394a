import { hostname } from 'node:os';
import { type Duplex, PassThrough } from 'node:stream';
import type { ContainerStats } from 'dockerode';
import { describe, expect, it, vi } from 'vitest';
import type { DockerClient } from '../../src/docker/client.ts';
import { DockerEngine } from '../../src/docker/docker-engine.ts';
import { explainRunFailure, parseCatatonit, parseStartFailure } from '../../src/docker/explain-run.ts';
import { addSample, UsageSampler } from '../../src/docker/sample-usage.ts';
import { createRunner, type Runner } from '../../src/index.ts';
import { emptyInput } from '../support/empty-input.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { someImage, someProject } from '../support/samples.ts';

const refused = (statusCode: number, message = 'no') => Object.assign(new Error(message), { statusCode });
const broken = (code = 'ECONNRESET') => Object.assign(new Error('socket hang up'), { code });

/** An engine whose containers print nothing and exit with 0, but for what `changes` says. */
function fakeClient(changes: Partial<DockerClient> = {}) {
  const stream = new PassThrough();
  const events = new PassThrough();
  const client: DockerClient = {
    ping: async () => ({ podman: false }),
    version: async () => ({ Version: '1' }) as never,
    info: async () => ({}) as never,
    inspectImage: async () => undefined,
    removeImage: async () => undefined,
    build: async () => new PassThrough().end() as never,
    createContainer: async () => 'c1',
    putArchive: async () => undefined,
    attach: async () => stream as Duplex,
    events: async () => events as never,
    start: async () => {
      stream.end();
      tell(events, ['start', 1_000], ['die', 2_000], ['destroy', 2_100]);
    },
    inspectContainer: async () => undefined,
    logs: async () => new PassThrough().end() as never,
    wait: async () => 0,
    stats: async () => ({}) as never,
    stop: async () => undefined,
    kill: async () => undefined,
    remove: vi.fn(async () => undefined),
    listByLabel: async () => [],
    ...changes,
  };
  return { client, stream, events };
}

/** Writes what an engine tells of a container that exits with 0; times in milliseconds. */
function tell(events: PassThrough, ...happened: [action: string, time: number, exitCode?: string][]): void {
  for (const [Action, time, exitCode = '0'] of happened) {
    events.write(`${JSON.stringify({ Action, Actor: { Attributes: { exitCode } }, timeNano: time * 1e6 })}\n`);
  }
}

/** The same, with events that end before they have told anything. */
function brokenOff(changes: Partial<DockerClient>) {
  const fake = fakeClient({ start: async () => void fake.stream.end(), ...changes });
  fake.events.end();
  return fake;
}

function engineOf(
  client: DockerClient,
  isAlive: (pid: number) => boolean = () => true,
  exists = async (_path: string) => true,
  podman = false,
): DockerEngine {
  const candidate = { source: 'test', address: 'unix:///test.sock', explicit: true };
  return new DockerEngine({ client, candidate, podman }, { host: 'here', isAlive, exists });
}

function runnerOn(client: DockerClient, podman = false): Promise<Runner> {
  return createRunner({ engine: engineOf(client, undefined, undefined, podman) });
}

describe('sweep', () => {
  const container = (id: string, owner: string) => ({
    id,
    labels: { 'planqk-service.owner': owner, 'planqk-service.execution': `execution of ${id}` },
    state: 'running',
  });

  it('removes what dead owners on this machine left, and nothing else', async () => {
    const { client } = fakeClient({
      listByLabel: async () => [
        container('mine', 'here/7'),
        container('dead', 'here/8'),
        container('elsewhere', 'there/8'),
        container('foreign', 'something else'),
      ],
    });
    const report = await engineOf(client, (pid) => pid === 7).sweep();
    expect(report).toEqual({ removed: ['execution of dead'] });
    expect(vi.mocked(client.remove).mock.calls).toEqual([['dead']]);
  });

  it('removes detached executions of this machine whose store no longer exists', async () => {
    const kept = (id: string, store: string) => ({
      id,
      labels: { 'planqk-service.store': store, 'planqk-service.execution': `execution of ${id}` },
      state: 'exited',
    });
    const { client } = fakeClient({
      listByLabel: async () => [
        kept('mine', 'here:/here/serve.db'),
        kept('dead', 'here:/gone/serve.db'),
        kept('elsewhere', 'there:/gone/serve.db'),
        kept('foreign', '/gone/serve.db'),
      ],
    });
    const engine = engineOf(
      client,
      () => false,
      async (path) => path.startsWith('/here'),
    );
    expect(await engine.sweep()).toEqual({ removed: ['execution of dead'] });
    expect(vi.mocked(client.remove).mock.calls).toEqual([['dead']]);
  });

  it('says ENGINE_LOST when the engine goes away in the middle', async () => {
    const { client } = fakeClient({
      listByLabel: async () => [container('dead', 'here/8')],
      remove: () => Promise.reject(broken()),
    });
    expect(await serviceErrorOf(engineOf(client, () => false).sweep())).toMatchObject({ code: 'ENGINE_LOST' });
  });
});

describe('a container', () => {
  it('is removed when it cannot be filled, and its stream is closed', async () => {
    const { client, stream } = fakeClient({ putArchive: () => Promise.reject(refused(500)) });
    const runner = await runnerOn(client);
    expect(await serviceErrorOf(runner.start(someImage, emptyInput))).toMatchObject({ code: 'START_FAILED' });
    expect(client.remove).toHaveBeenCalledWith('c1');
    await vi.waitFor(() => expect(stream.destroyed).toBe(true));
  });

  it('is removed when the start is refused, with the first error even if that fails too', async () => {
    const remove = vi.fn(() => Promise.reject(broken()));
    const { client } = fakeClient({ start: () => Promise.reject(refused(500, 'cgroups: no')), remove });
    const runner = await runnerOn(client);
    const error = await serviceErrorOf(runner.start(someImage, emptyInput));
    expect(error).toMatchObject({ code: 'START_FAILED', details: { reason: 'cgroups: no' } });
    expect(remove).toHaveBeenCalled();
  });

  it('is filled while it is attached to', async () => {
    const filled = Promise.withResolvers<void>();
    const { client } = fakeClient({ putArchive: async () => filled.resolve() });
    const { attach } = client;
    client.attach = (id) => filled.promise.then(() => attach(id));
    expect((await (await runnerOn(client)).run(someImage, emptyInput)).status).toBe('SUCCEEDED');
  });

  it('has its log kept and read by Podman, whose monitor may listen too late, and is removed by us', async () => {
    const createContainer = vi.fn(async () => 'c1');
    const frame = (text: string) => Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, text.length]), Buffer.from(text)]);
    const { client, events } = fakeClient({
      createContainer,
      attach: () => Promise.reject(new Error('not to be asked')),
      start: async () => tell(events, ['start', 1_000], ['die', 2_000]),
      logs: async () => new PassThrough().end(frame('PlanQK:Job:Result: 7\n')) as never,
    });
    const { status, result } = await (await runnerOn(client, true)).run(someImage, emptyInput);
    expect([status, result?.text]).toEqual(['SUCCEEDED', '7']);
    const [[body] = []] = createContainer.mock.calls as unknown[][];
    expect(body).toMatchObject({ HostConfig: { AutoRemove: false, LogConfig: { Type: 'json-file' } } });
    expect(client.remove).toHaveBeenCalledWith('c1');
  });

  it.each(['createContainer', 'putArchive'] as const)('is not left behind by an abort during %s', async (step) => {
    const controller = new AbortController();
    const { client } = fakeClient();
    const original = client[step] as (...args: unknown[]) => Promise<never>;
    const start = vi.spyOn(client, 'start');
    client[step] = ((...args: unknown[]) => {
      controller.abort('enough');
      return original(...args);
    }) as never;
    const runner = await runnerOn(client);
    const starting = runner.start(someImage, emptyInput, { signal: controller.signal });
    expect(await serviceErrorOf(starting)).toMatchObject({ code: 'INTERRUPTED' });
    expect(client.remove).toHaveBeenCalledWith('c1');
    expect(start).not.toHaveBeenCalled();
  });

  it('that is aborted while it starts is stopped', async () => {
    const controller = new AbortController();
    const { client, stream } = fakeClient({
      start: async () => controller.abort(),
      stop: async () => void stream.end(),
    });
    const runner = await runnerOn(client);
    const execution = await runner.start(someImage, emptyInput, { signal: controller.signal });
    expect((await execution.outcome).status).toBe('CANCELLED');
  });

  it('whose output breaks off is lost, even when the engine still knows its exit code', async () => {
    const { client, stream } = fakeClient({ start: async () => void setImmediate(() => stream.destroy(broken())) });
    const outcome = await (await runnerOn(client)).run(someImage, emptyInput);
    expect(outcome).toMatchObject({ status: 'FAILED', error: { code: 'ENGINE_LOST' } });
  });

  it('that somebody else removes is an outcome, no rejection', async () => {
    const { client } = brokenOff({ wait: () => Promise.reject(refused(404, 'no such container')) });
    expect(await (await runnerOn(client)).run(someImage, emptyInput)).toMatchObject({
      status: 'FAILED',
      error: { code: 'ENGINE_LOST', detail: expect.stringContaining('somebody removed its container') },
    });
  });

  it('is an outcome also when the engine fails at telling its state', async () => {
    const { client } = brokenOff({ wait: () => Promise.reject(refused(500, 'daemon is confused')) });
    expect(await (await runnerOn(client)).run(someImage, emptyInput)).toMatchObject({
      error: { code: 'ENGINE_LOST', detail: expect.stringContaining('daemon is confused') },
    });
  });

  it('whose events break off still ends with what the engine answers', async () => {
    const { client } = brokenOff({ wait: async () => 3 });
    expect(await (await runnerOn(client)).run(someImage, emptyInput)).toMatchObject({ exitCode: 3 });
    expect(client.remove).not.toHaveBeenCalled();
  });

  it('is known to have ended before the engine answers, and to have run out of memory', async () => {
    const { client, stream, events } = fakeClient({
      start: async () => {
        stream.end();
        tell(events, ['start', 1_000], ['oom', 1_500], ['die', 2_000]);
      },
      wait: () => new Promise<never>(() => undefined),
    });
    const outcome = await (await runnerOn(client)).run(someImage, emptyInput);
    expect(outcome).toMatchObject({ exitCode: 0, oomKilled: true, durationMs: 1_000 });
  });

  it('is known to have run out of memory also when that is told last', async () => {
    const { client, stream, events } = fakeClient({
      start: async () => {
        stream.end();
        tell(events, ['start', 1_000], ['die', 2_000, '137'], ['oom', 2_001], ['destroy', 2_100]);
      },
      wait: async () => 137,
    });
    const outcome = await (await runnerOn(client)).run(someImage, emptyInput);
    expect(outcome).toMatchObject({ exitCode: 137, oomKilled: true, error: { code: 'OUT_OF_MEMORY' } });
  });

  it('never ends before it starts, whatever the clock of the engine says', async () => {
    const { client, stream, events } = fakeClient({
      start: async () => {
        stream.end();
        tell(events, ['start', 2_000], ['die', 1_000], ['destroy', 1_000]);
      },
      wait: () => new Promise<never>(() => undefined),
    });
    expect((await (await runnerOn(client)).run(someImage, emptyInput)).durationMs).toBe(0);
  });

  it('is not removed again once the engine has removed it', async () => {
    const { client } = fakeClient();
    await using execution = await (await runnerOn(client)).start(someImage, emptyInput);
    await execution.removed;
    await execution[Symbol.asyncDispose]();
    expect(client.remove).not.toHaveBeenCalled();
  });

  it('is disposed of with an error that says what could not be removed', async () => {
    const { client } = brokenOff({ remove: () => Promise.reject(broken('ECONNREFUSED')) });
    const execution = await (await runnerOn(client)).start(someImage, emptyInput);
    expect((await execution.outcome).status).toBe('SUCCEEDED');
    const error = await serviceErrorOf(execution[Symbol.asyncDispose]());
    expect(error).toMatchObject({ code: 'ENGINE_LOST', details: { doing: 'removing the container' } });
  });

  it('without a GPU runs on the CPU with a warning, unless one is required', async () => {
    const resources = { cpu: 1, memory: 1, gpu: { type: 'NVIDIA_TESLA_T4', count: 1 } };
    const project = someProject({ resources });
    const asked: unknown[] = [];
    const gpuless = () => {
      const { client, stream } = fakeClient();
      let wantsGpu = false;
      client.createContainer = async ({ HostConfig }) => {
        asked.push(HostConfig?.DeviceRequests);
        wantsGpu = HostConfig?.DeviceRequests !== undefined;
        return 'c1';
      };
      client.attach = async () => (wantsGpu ? new PassThrough() : stream);
      client.start = async () => {
        if (wantsGpu) throw refused(500, 'could not select device driver "nvidia" with capabilities: [[gpu]]');
        stream.end();
      };
      return client;
    };
    const execution = await (await runnerOn(gpuless())).start(someImage, emptyInput, { project });
    expect((await Array.fromAsync(execution))[0]).toMatchObject({
      type: 'warning',
      text: expect.stringContaining('GPU'),
    });
    expect(asked).toHaveLength(2);
    const strict = (await runnerOn(gpuless())).start(someImage, emptyInput, { project, gpu: 'required' });
    expect(await serviceErrorOf(strict)).toMatchObject({ code: 'GPU_UNAVAILABLE' });
  });
});

describe('explainRunFailure', () => {
  it.each([
    [refused(404, 'No such image: sha256:12'), 'IMAGE_NOT_FOUND'],
    [refused(400, 'No command specified'), 'IMAGE_NO_COMMAND'],
    [refused(500, 'no command or entrypoint provided, and no CMD or ENTRYPOINT from image'), 'IMAGE_NO_COMMAND'],
    [refused(500, 'exec: "/nope": stat /nope: no such file or directory: unknown'), 'COMMAND_NOT_FOUND'],
    [refused(500, 'exec: "/etc/passwd": permission denied: unknown'), 'COMMAND_NOT_EXECUTABLE'],
    [refused(500, 'could not select device driver "nvidia" with capabilities: [[gpu]]'), 'GPU_UNAVAILABLE'],
    [refused(500, 'something else'), 'START_FAILED'],
    [broken(), 'ENGINE_LOST'],
  ])('takes "%s" for %s', (error, code) => {
    expect(explainRunFailure(error, 'x')).toMatchObject({ code });
  });

  it('hands a bug of ours back as it is', () => {
    const bug = new TypeError('x is not a function');
    expect(explainRunFailure(bug, 'x')).toBe(bug);
  });
});

describe('parseStartFailure', () => {
  it.each([
    ['[FATAL tini (7)] exec /nope failed: No such file or directory', 'COMMAND_NOT_FOUND', '/nope'],
    ['[FATAL tini (7)] exec /etc/passwd failed: Permission denied', 'COMMAND_NOT_EXECUTABLE', '/etc/passwd'],
    ['[FATAL tini (7)] exec ./a b failed: Exec format error', 'COMMAND_NOT_EXECUTABLE', './a b'],
  ])('reads "%s"', (text, code, command) => {
    expect(parseStartFailure(text)).toMatchObject({ code, command });
  });

  it.each(['', 'bash: line 1: nope: command not found', 'Traceback: exec failed'])('leaves "%s" alone', (text) => {
    expect(parseStartFailure(text)).toBeUndefined();
  });
});

describe('parseCatatonit', () => {
  it.each([
    ['ERROR (catatonit:6): failed to exec pid1: No such file or directory\n', 'COMMAND_NOT_FOUND'],
    ['ERROR (catatonit:6): failed to exec pid1: Permission denied\n', 'COMMAND_NOT_EXECUTABLE'],
    ['ERROR (catatonit:6): failed to exec pid1: Exec format error\n', 'COMMAND_NOT_EXECUTABLE'],
  ])('reads "%s"', (text, code) => {
    expect(parseCatatonit(text, '/app')).toMatchObject({ code, command: '/app' });
  });

  it("leaves a service's own words alone", () => {
    expect(parseCatatonit('exec: "x": executable file not found in $PATH', '/app')).toBeUndefined();
  });
});

describe('addSample', () => {
  const stats = (memory: object, total: number) =>
    ({ memory_stats: memory, cpu_stats: { cpu_usage: { total_usage: total } } }) as unknown as ContainerStats;

  it('keeps the highest memory and processor time', () => {
    const first = addSample({ samples: 0 }, stats({ usage: 10 }, 5e6));
    const second = addSample(first, stats({ usage: 30 }, 7e6));
    expect(addSample(second, stats({ usage: 20 }, 9e6))).toEqual({ samples: 3, peakMemoryBytes: 30, cpuTimeMs: 9 });
  });

  it('takes the peak where the engine keeps one', () => {
    expect(addSample({ samples: 0 }, stats({ usage: 10, max_usage: 50 }, 1))).toMatchObject({ peakMemoryBytes: 50 });
  });

  it.each([{}, { memory_stats: {}, cpu_stats: { cpu_usage: { total_usage: 0 } } }, Buffer.alloc(0)])(
    'does not count an answer without figures',
    (answer) => {
      expect(addSample({ samples: 0 }, answer as ContainerStats)).toEqual({ samples: 0 });
    },
  );
});

describe('UsageSampler', () => {
  it('takes back a question that is on its way when it is stopped', async () => {
    let asked: AbortSignal | undefined;
    const sampler = new UsageSampler((signal) => {
      asked = signal;
      return new Promise(() => undefined);
    });
    sampler.start();
    expect(sampler.stop()).toEqual({ samples: 0 });
    expect(asked?.aborted).toBe(true);
  });

  it('asks again after a failure', async () => {
    const read = vi.fn(() => Promise.reject(refused(500)));
    const sampler = new UsageSampler(read);
    sampler.start();
    await vi.waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(2));
    sampler.stop();
    const asked = read.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(read).toHaveBeenCalledTimes(asked);
  });
});

describe('a detached container', () => {
  const detached = { store: '/here/serve.db' };
  it.each([
    [
      'docker',
      { Type: 'local', Config: { 'max-size': '1000000g', 'max-file': '1', compress: 'false', mode: 'blocking' } },
    ],
    ['podman', { Type: 'json-file', Config: { 'max-size': '1000000g', mode: 'blocking' } }],
  ] as const)('is kept with all that it prints by %s', async (name, LogConfig) => {
    const createContainer = vi.fn(async () => 'c1');
    const { client } = fakeClient({ createContainer });
    const runner = await runnerOn(client, name === 'podman');
    await runner.run(someImage, emptyInput, { executionId: 'job-1', detached });
    const [[body, query] = []] = createContainer.mock.calls as unknown[][];
    expect(body).toMatchObject({ HostConfig: { AutoRemove: false, LogConfig } });
    expect((body as { Labels: object }).Labels).toEqual({
      'planqk-service.execution': 'job-1',
      'planqk-service.store': `${hostname()}:/here/serve.db`,
    });
    expect(query).toEqual({ name: 'planqk-service-job-1' });
    expect(client.remove).not.toHaveBeenCalled();
  });

  it.each([
    [409, 'Conflict. The container name "/planqk-service-job-1" is already in use by container "c0".'],
    [500, 'creating container storage: the container name "planqk-service-job-1" is already in use by c0.'],
  ])('is not started where there is one of its name (%i)', async (statusCode, message) => {
    const { client } = fakeClient({ createContainer: () => Promise.reject(refused(statusCode, message)) });
    const runner = await runnerOn(client);
    const starting = runner.start(someImage, emptyInput, { executionId: 'job-1', detached });
    expect(await serviceErrorOf(starting)).toMatchObject({ code: 'EXECUTION_EXISTS' });
  });

  it('that was killed is asked for how, and when', async () => {
    const State = {
      Status: 'exited',
      ExitCode: 137,
      OOMKilled: true,
      StartedAt: '2026-01-01T00:00:00.123456789Z',
      FinishedAt: '2026-01-01T01:00:01.5+01:00',
    };
    const { client, stream, events } = fakeClient({
      start: async () => {
        stream.end();
        tell(events, ['start', 1_000], ['die', 2_000, '137']);
      },
      wait: async () => 137,
      inspectContainer: async () => ({ State, Config: {}, HostConfig: { LogConfig: { Type: 'local' } } }),
    });
    const runner = await runnerOn(client);
    const outcome = await runner.run(someImage, emptyInput, { executionId: 'job-1', detached });
    expect(outcome).toMatchObject({ exitCode: 137, oomKilled: true, durationMs: 1_377 });
  });

  it('that somebody has removed meanwhile is lost', async () => {
    const { client, stream, events } = fakeClient({ start: async () => void stream.end() });
    events.end();
    const runner = await runnerOn(client);
    const { error } = await runner.run(someImage, emptyInput, { executionId: 'job-1', detached });
    expect(error).toMatchObject({
      cause: { code: 'ENGINE_LOST', details: { reason: 'somebody removed its container' } },
    });
  });

  it('that is let go of is left as it is, with nothing open', async () => {
    const stop = vi.fn(async () => undefined);
    const { client, stream, events } = fakeClient({
      start: async () => undefined,
      stop,
      kill: stop,
      wait: (_, signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    });
    const runner = await runnerOn(client);
    const execution = await runner.start(someImage, emptyInput, { executionId: 'job-1', detached });
    await runner[Symbol.asyncDispose]();
    expect(await serviceErrorOf(execution.outcome)).toMatchObject({ code: 'EXECUTION_LET_GO' });
    await vi.waitFor(() => expect([stream.destroyed, events.destroyed]).toEqual([true, true]));
    expect(stop).not.toHaveBeenCalled();
    expect(client.remove).not.toHaveBeenCalled();
  });
});
