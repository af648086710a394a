import { createInput } from '@planqk-service/core';
import { describe, expect, it } from 'vitest';
import { createRunner, type StartOptions } from '../../src/index.ts';
import { MemoryEngine, type MemoryService } from '../../src/testing/index.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { aborted } from '../support/memory.ts';

const { input } = createInput();
const store = '/project/.planqk-service/serve.db';
const result = 'PlanQK:Job:Result: {"n": 1.0}';

/** One engine, and programs that come and go. */
async function detached(service: MemoryService) {
  const engine = new MemoryEngine({ service });
  const image = engine.addImage('sample');
  const first = await createRunner({ engine });
  const start = (executionId: string, options: StartOptions = {}) =>
    first.start(image, input, { executionId, detached: { store }, ...options });
  return { engine, image, first, start };
}

describe('a detached execution', () => {
  it('has its outcome as any other, and stays until it is removed', async () => {
    const { engine, first, start } = await detached(({ stdout }) => stdout(result));
    const execution = await start('job-1');
    expect(await execution.outcome).toMatchObject({ status: 'SUCCEEDED', exitCode: 0 });
    await execution.removed;
    expect(await first.listDetached(store)).toEqual([{ executionId: 'job-1', state: 'exited' }]);
    await first.removeDetached('job-1', { store });
    await first.removeDetached('job-1', { store });
    expect(await first.listDetached(store)).toEqual([]);
    expect(engine.left).toEqual([]);
  });

  it('goes on when its runner is disposed, whose outcome says so, and is found by the next one', async () => {
    const gate = Promise.withResolvers<void>();
    const { engine, first, start } = await detached(async ({ stdout }) => {
      stdout('PlanQK:Job:InterimResult: 1\n');
      await gate.promise;
      stdout(result);
    });
    const execution = await start('job-1');
    await first[Symbol.asyncDispose]();
    expect(await serviceErrorOf(execution.outcome)).toMatchObject({ code: 'EXECUTION_LET_GO' });

    await using second = await createRunner({ engine });
    expect(await second.listDetached(store)).toEqual([{ executionId: 'job-1', state: 'running' }]);
    const again = await second.reattach('job-1', { store });
    gate.resolve();
    const seen: string[] = [];
    for await (const { type } of again) seen.push(type);
    expect(seen).toEqual(['interim', 'result']);
    expect((await again.outcome).result?.text).toBe('{"n": 1.0}');
  });

  it('that ended while nobody looked is replayed from its first byte', async () => {
    const { engine, first, start } = await detached(({ stdout, stderr }) => {
      stdout('one\n');
      stderr('two\n');
      stdout(result);
      return 3;
    });
    await (await start('job-1')).outcome;
    await first[Symbol.asyncDispose]();
    await using second = await createRunner({ engine });
    const { outcome } = await second.reattach('job-1', { store });
    expect(await outcome).toMatchObject({ exitCode: 3, logTail: 'one\ntwo\n', error: { code: 'SERVICE_FAILED' } });
    expect((await outcome).error?.body?.text).toBe('{"n": 1.0}');
  });

  it('is stopped through whoever has it', async () => {
    const { engine, first, start } = await detached(({ signal }) => aborted(signal));
    await start('job-1');
    await first[Symbol.asyncDispose]();
    await using second = await createRunner({ engine });
    const execution = await second.reattach('job-1', { store });
    await execution.stop();
    expect((await execution.outcome).status).toBe('CANCELLED');
  });

  it('is stopped by its signal', async () => {
    const controller = new AbortController();
    const { start } = await detached(({ signal }) => aborted(signal));
    const execution = await start('job-1', { signal: controller.signal });
    controller.abort();
    expect((await execution.outcome).status).toBe('CANCELLED');
  });

  it('has a timeout that counts from its start, also after reattaching', async () => {
    const { engine, first, start } = await detached(({ signal }) => aborted(signal));
    const execution = await start('job-1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await execution[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    await using second = await createRunner({ engine });
    const again = await second.reattach('job-1', { store, timeoutMs: 20 });
    const outcome = await again.outcome;
    expect(outcome).toMatchObject({ timedOut: true, error: { code: 'TIMED_OUT' } });
  });

  it('that has ended in time did not time out, whenever it is asked for', async () => {
    const { first, start } = await detached(({ stdout }) => stdout(result));
    await (await start('job-1')).outcome;
    const again = await first.reattach('job-1', { store, timeoutMs: 0 });
    expect(await again.outcome).toMatchObject({ status: 'SUCCEEDED', timedOut: false });
  });

  it('names the limits that it is held to, as its settings say once more', async () => {
    const { first, start } = await detached(() => 0);
    await (await start('job-1', { limits: { memoryBytes: 5 } })).outcome;
    const again = await first.reattach('job-1', { store, limits: { memoryBytes: 5 } });
    expect((await again.outcome).usage).toEqual({ samples: 0, memoryLimitBytes: 5 });
  });

  it('belongs to its store only', async () => {
    const { first, start } = await detached(() => 0);
    await (await start('job-1')).outcome;
    expect(await first.listDetached('/elsewhere/serve.db')).toEqual([]);
    const elsewhere = { store: '/elsewhere/serve.db' };
    await first.removeDetached('job-1', elsewhere);
    expect(await serviceErrorOf(first.reattach('job-1', elsewhere))).toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
    expect(await first.listDetached(store)).toHaveLength(1);
  });

  it('is never started twice', async () => {
    const { engine, start } = await detached(() => 0);
    await (await start('job-1')).outcome;
    expect(await serviceErrorOf(start('job-1'))).toMatchObject({ code: 'EXECUTION_EXISTS' });
    expect(engine.runs).toHaveLength(1);
  });

  it.each(['', 'a/b', 'a b', 'ä', 'x'.repeat(129)])('has no such id: %j', async (executionId) => {
    const { start } = await detached(() => 0);
    await expect(start(executionId)).rejects.toThrow(TypeError);
  });

  it('has no store of a relative path', async () => {
    const { first, start } = await detached(() => 0);
    await expect(start('job-1', { detached: { store: 'serve.db' } })).rejects.toThrow(TypeError);
    await expect(first.reattach('job-1', { store: 'serve.db' })).rejects.toThrow(TypeError);
  });
});

describe('when the engine of a detached execution goes away', () => {
  it('the outcome is ENGINE_LOST, and it is found again when the engine is back', async () => {
    const gate = Promise.withResolvers<void>();
    const { engine, first, start } = await detached(async ({ stdout }) => {
      stdout('one\n');
      await gate.promise;
      stdout(result);
    });
    const execution = await start('job-1');
    engine.lose('broken pipe');
    expect((await execution.outcome).error?.cause.code).toBe('ENGINE_LOST');
    expect(await serviceErrorOf(first.listDetached(store))).toMatchObject({ code: 'ENGINE_LOST' });
    expect(await serviceErrorOf(first.reattach('job-1', { store }))).toMatchObject({ code: 'ENGINE_LOST' });
    expect(await serviceErrorOf(first.removeDetached('job-1', { store }))).toMatchObject({ code: 'ENGINE_LOST' });
    engine.recover();
    const again = await first.reattach('job-1', { store });
    gate.resolve();
    expect(await again.outcome).toMatchObject({ status: 'SUCCEEDED', logTail: 'one\n' });
  });

  it('one that the engine takes with it has an exit code afterwards', async () => {
    const { engine, first, start } = await detached(({ signal }) => aborted(signal));
    const execution = await start('job-1');
    engine.lose('stopped', { endingServices: true });
    expect((await execution.outcome).error?.cause.code).toBe('ENGINE_LOST');
    engine.recover();
    expect(await first.listDetached(store)).toEqual([{ executionId: 'job-1', state: 'exited' }]);
    expect(await (await first.reattach('job-1', { store })).outcome).toMatchObject({ exitCode: 143 });
  });

  it('in the middle of a start, it is listed as created, and there is nothing to attach to', async () => {
    const { engine, first, start } = await detached(() => 0);
    engine.loseAtNextStart();
    expect(await serviceErrorOf(start('job-1'))).toMatchObject({ code: 'ENGINE_LOST' });
    engine.recover();
    expect(await first.listDetached(store)).toEqual([{ executionId: 'job-1', state: 'created' }]);
    expect(await serviceErrorOf(first.reattach('job-1', { store }))).toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
    await first.removeDetached('job-1', { store });
    expect((await (await start('job-1')).outcome).status).toBe('SUCCEEDED');
  });
});
