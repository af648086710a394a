import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createRunner, type Execution, type OutputChunk, type StartOptions } from '../../src/index.ts';
import { cutProxy } from '../support/cut-proxy.ts';
import { emptyInput } from '../support/empty-input.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { type Folder, projectFolder } from '../support/folders.ts';
import { describeOnEngines } from '../support/on-engines.ts';
import { startProgram } from '../support/run-program.ts';

describeOnEngines('a detached execution', ['docker', 'podman'], (engine) => {
  let folder: Folder;
  let store: string;
  const start = (SCRIPT: string, options: StartOptions = {}) => {
    const executionId = randomUUID();
    return engine.runner.start(engine.image, emptyInput, {
      executionId,
      detached: { store },
      env: { SCRIPT },
      ...options,
    });
  };
  const reattach = (execution: Execution) => engine.runner.reattach(execution.id, { store });
  const remove = (execution: Execution) => engine.runner.removeDetached(execution.id, { store });

  beforeAll(async () => {
    folder = await projectFolder({ 'serve.db': '' });
    store = join(folder.path, 'serve.db');
  });
  // What a failed test has left.
  afterAll(async () => {
    await folder[Symbol.asyncDispose]();
    await engine.runner.sweep();
  });

  it('has its outcome as any other, and stays with its output until it is removed', async () => {
    const execution = await start(`echo one; echo two >&2; printf 'PlanQK:Job:Result: {"n": 9007199254740993}'`);
    const outcome = await execution.outcome;
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', exitCode: 0 });
    // The outcome is known a moment before the engine has cleared up behind the container.
    await vi.waitFor(async () =>
      expect(await engine.runner.listDetached(store)).toEqual([{ executionId: execution.id, state: 'exited' }]),
    );
    const again = await reattach(execution);
    const { result, logTail, startedAt, endedAt } = await again.outcome;
    expect(result?.text).toBe('{"n": 9007199254740993}');
    expect(logTail.split('\n').sort()).toEqual(['', 'one', 'two']);
    expect([startedAt, endedAt].map((time) => Math.abs(Number(time) - Date.now()) < 60_000)).toEqual([true, true]);
    expect(startedAt <= endedAt).toBe(true);
    await remove(execution);
    await remove(execution);
    expect(await engine.runner.listDetached(store)).toEqual([]);
    expect(await serviceErrorOf(reattach(execution))).toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
  });

  it('is followed from its first byte to its last line without newline while it runs', async () => {
    const execution = await start(`
      echo "PlanQK:Job:InterimResult: 1"; read -r _ < <(sleep 1); echo "PlanQK:Job:InterimResult: 2"
      sleep 1; printf 'PlanQK:Job:Result: 3'`);
    await execution[Symbol.asyncDispose]();
    expect(await serviceErrorOf(execution.outcome)).toMatchObject({ code: 'EXECUTION_LET_GO' });
    const again = await reattach(execution);
    const seen: string[] = [];
    for await (const event of again) if ('json' in event) seen.push(`${event.type} ${event.json.text}`);
    expect(seen).toEqual(['interim 1', 'interim 2', 'result 3']);
    expect(await again.outcome).toMatchObject({ status: 'SUCCEEDED', interimResultCount: 2, violations: [] });
    await remove(execution);
  });

  it('hands on what it prints while it runs, also after reattaching', async () => {
    const execution = await start('sleep 0.5; echo "PlanQK:Job:InterimResult: 1"; sleep 60');
    const again = await reattach(execution);
    for await (const { type } of again) if (type === 'interim') break;
    await again.kill();
    expect(await again.outcome).toMatchObject({ status: 'CANCELLED', exitCode: 137, oomKilled: false });
    // The first one looks at the same container.
    expect(await execution.outcome).toMatchObject({ status: 'FAILED', exitCode: 137 });
    await remove(execution);
  });

  it('is stopped gracefully after reattaching', async () => {
    const execution = await start(
      'trap "echo bye; exit 3" TERM; echo "PlanQK:Job:InterimResult: 1"; while :; do sleep 0.1; done',
    );
    for await (const { type } of execution) if (type === 'interim') break;
    await execution[Symbol.asyncDispose]();
    const again = await reattach(execution);
    await again.stop();
    expect(await again.outcome).toMatchObject({ status: 'CANCELLED', exitCode: 3 });
    expect((await again.outcome).logTail).toBe('bye\n');
    await remove(execution);
  });

  it('times out from its start on, also after reattaching', async () => {
    const execution = await start('sleep 60');
    const [{ executionId = '' } = {}] = await engine.runner.listDetached(store);
    await execution[Symbol.asyncDispose]();
    const again = await engine.runner.reattach(executionId, { store, timeoutMs: 1, graceMs: 1_000 });
    expect(await again.outcome).toMatchObject({ timedOut: true, error: { code: 'TIMED_OUT' } });
    await remove(execution);
  });

  it.each([
    ['a line of 2 MB', `printf 'PlanQK:Job:Result: "'; head -c 2000000 /dev/zero | tr '\\0' x; printf '"\\nlast'`],
    [
      'characters of several bytes',
      `printf 'PlanQK:Job:Result: "y'; head -c 40000 /dev/zero | sed 's/\\x00/€/g'; printf '"\\nlast'`,
    ],
    [
      'lines as long as the pieces that engines cut',
      `for n in 16383 16384 16385 32768 8192 49152 3; do head -c $n /dev/zero | tr '\\0' q; echo; done; printf last`,
    ],
    ['bytes that are no text', `head -c 300000 /usr/bin/bash; echo; printf '\\0\\1\\377\\r\\n\\r\\n\\n  x \\n'`],
    ['nothing', 'true'],
    ['newlines only', 'echo; echo; echo'],
  ])('keeps every byte: %s', async (_, script) => {
    const live: Buffer[] = [];
    const followed: Buffer[] = [];
    const replayed: Buffer[] = [];
    const into = (chunks: Buffer[]) => ({
      onOutput: ({ stream, bytes }: OutputChunk) => void (stream === 'stdout' && chunks.push(Buffer.from(bytes))),
    });
    const execution = await start(script, into(live));
    const follower = await engine.runner.reattach(execution.id, { store, ...into(followed) });
    await execution.outcome;
    await follower.outcome;
    await (await engine.runner.reattach(execution.id, { store, ...into(replayed) })).outcome;
    for (const chunks of [followed, replayed]) expect(Buffer.concat(chunks).equals(Buffer.concat(live))).toBe(true);
    await remove(execution);
  });

  it("tells a lack of memory from the engine's memory of it", async () => {
    const SCRIPT = 'echo $BASHPID; head -c 300000000 /dev/zero | tail | wc -c; exit 137';
    const execution = await start(SCRIPT, { limits: { memoryBytes: 32 * 1024 ** 2 } });
    await execution[Symbol.asyncDispose]();
    const again = await engine.runner.reattach(execution.id, { store, limits: { memoryBytes: 32 * 1024 ** 2 } });
    const { oomKilled, exitCode, usage } = await again.outcome;
    // Podman 4.3 does not notice.
    expect({ oomKilled, exitCode }).toEqual({ oomKilled: engine.name === 'docker', exitCode: 137 });
    expect(usage.memoryLimitBytes).toBe(32 * 1024 ** 2);
    await remove(execution);
  });

  it('says after reattaching too that the command does not exist', async () => {
    await using folder = await projectFolder({
      Dockerfile: 'FROM debian:trixie-slim\nENTRYPOINT ["/no/such/command"]\n',
    });
    const image = await engine.runner.build(folder.path);
    const execution = await engine.runner.start(image, emptyInput, { executionId: randomUUID(), detached: { store } });
    await execution.outcome;
    const again = await reattach(execution);
    expect((await again.outcome).error).toMatchObject({
      code: 'COMMAND_NOT_FOUND',
      cause: { details: { command: '/no/such/command' } },
    });
    await remove(execution);
  });

  it('is started once only under its id', async () => {
    const execution = await start('echo hi');
    expect(await serviceErrorOf(start('echo hi', { executionId: execution.id }))).toMatchObject({
      code: 'EXECUTION_EXISTS',
    });
    await execution.outcome;
    expect(await engine.runner.listDetached(store)).toHaveLength(1);
    await remove(execution);
  });

  it('outlives a program that is killed, and that lets go of it', async () => {
    const [killed, leaving] = [randomUUID(), randomUUID()];
    const body = (executionId: string, end: string) => `
      const runner = await createRunner({ dockerHost: env.ADDRESS });
      const image = await runner.findImage(env.IMAGE);
      const SCRIPT = 'for i in $(seq 20); do echo "PlanQK:Job:InterimResult: $i"; sleep 0.1; done; echo "PlanQK:Job:Result: 1"';
      const execution = await runner.start(image, emptyInput, {
        executionId: '${executionId}', detached: { store: '${store}' }, env: { SCRIPT } });
      for await (const { type } of execution) if (type === 'interim') break;
      console.log('up');
      ${end}`;
    const env = { ADDRESS: engine.address, IMAGE: engine.image.reference };
    const first = startProgram(body(killed, ''), env);
    const second = startProgram(body(leaving, 'await runner[Symbol.asyncDispose]();'), env);
    const left = once(second, 'exit');
    if (first.stdout === null) throw new TypeError('stdout is a pipe');
    await once(first.stdout, 'data');
    first.kill('SIGKILL');
    // By itself: nothing keeps it alive.
    expect(await left).toEqual([0, null]);
    await engine.runner.sweep();
    for (const executionId of [killed, leaving]) {
      const { outcome } = await engine.runner.reattach(executionId, { store });
      expect(await outcome).toMatchObject({ status: 'SUCCEEDED', interimResultCount: 20 });
      expect((await outcome).interimResults.map(({ text }) => Number(text))).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
      await engine.runner.removeDetached(executionId, { store });
    }
  });

  it('that loses its engine is ENGINE_LOST, and is taken up again when the engine answers', async () => {
    await using proxy = await cutProxy(engine.address);
    await using runner = await createRunner({ dockerHost: proxy.address });
    const SCRIPT = 'echo "PlanQK:Job:InterimResult: 1"; sleep 2; printf "PlanQK:Job:Result: 2"';
    const execution = await runner.start(engine.image, emptyInput, {
      executionId: randomUUID(),
      detached: { store },
      env: { SCRIPT },
    });
    for await (const { type } of execution) if (type === 'interim') proxy.cut();
    expect(await execution.outcome).toMatchObject({ exitCode: null, error: { cause: { code: 'ENGINE_LOST' } } });
    await execution[Symbol.asyncDispose]();
    const { outcome } = await reattach(execution);
    expect((await outcome).result?.text).toBe('2');
    await remove(execution);
  });

  it('is listed as created when it was never started', async () => {
    const executionId = randomUUID();
    await engine.client.createContainer(
      {
        Image: engine.image.id,
        Labels: {
          'planqk-service.execution': executionId,
          'planqk-service.store': `${hostname()}:${store}`,
        },
      },
      {},
    );
    expect(await engine.runner.listDetached(store)).toEqual([{ executionId, state: 'created' }]);
    expect(await serviceErrorOf(engine.runner.reattach(executionId, { store }))).toMatchObject({
      code: 'EXECUTION_NOT_FOUND',
    });
    await engine.runner.removeDetached(executionId, { store });
    expect(await engine.runner.listDetached(store)).toEqual([]);
  });

  it('goes with a sweep when its store no longer exists, and only then', async () => {
    const dying = await projectFolder({ 'serve.db': '' });
    const detached = { store: join(dying.path, 'serve.db') };
    const execution = await start('sleep 60', { detached });
    await engine.runner.sweep();
    expect(await engine.runner.listDetached(detached.store)).toEqual([{ executionId: execution.id, state: 'running' }]);
    await execution[Symbol.asyncDispose]();
    await dying[Symbol.asyncDispose]();
    expect((await engine.runner.sweep()).removed).toContain(execution.id);
    expect(await engine.runner.listDetached(detached.store)).toEqual([]);
  });
});
