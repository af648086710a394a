import { createInput, outcomeExitCode } from '@planqk-service/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRunner, type ExecutionEvent } from '../../src/index.ts';
import { MemoryEngine } from '../../src/testing/index.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { aborted, runnerFor, startService } from '../support/memory.ts';
import { someProject } from '../support/samples.ts';

const { input } = createInput({ data: '{"n": 9007199254740993}' });

describe('an execution', () => {
  it('tells interim results, log and result in the order in which the service printed them', async () => {
    const { execution } = await startService(({ stdout, stderr }) => {
      stdout('hello\nPlanQK:Job:InterimResult: 1\n');
      stderr('careful\n');
      stdout('PlanQK:Job:InterimResult: 2\nPlanQK:Job:Result: {"a":1.0}');
    });
    const events: unknown[] = [];
    for await (const event of execution) events.push(shown(event));
    expect(events).toEqual(['stdout hello\n', 'interim 0 1', 'stderr careful\n', 'interim 1 2', 'result {"a":1.0}']);
    expect(await execution.outcome).toMatchObject({ status: 'SUCCEEDED', exitCode: 0, interimResultCount: 2 });
  });

  it('comes to its outcome when nobody iterates', async () => {
    const { execution } = await startService(({ stdout }) => stdout('PlanQK:Job:Result: 1\n'));
    expect((await execution.outcome).result?.text).toBe('1');
  });

  it('shows an observer every piece of output before it is read', async () => {
    const seen: string[] = [];
    const { execution } = await startService(
      ({ stdout, stderr }) => {
        stdout('PlanQK:Job:Res');
        stderr('careful\n');
        stdout('ult: 1\n');
      },
      { onOutput: ({ stream, bytes }) => void seen.push(`${stream} ${Buffer.from(bytes)}`) },
    );
    for await (const event of execution) seen.push(event.type);
    expect(seen).toEqual(['stdout PlanQK:Job:Res', 'stderr careful\n', 'log', 'stdout ult: 1\n', 'result']);
  });

  it('hands the raw input to the service', async () => {
    let seen: unknown;
    const { engine, runner } = await runnerFor(({ files }) => {
      seen = files;
    });
    await runner.run(engine.addImage('x'), input);
    expect(seen).toEqual({ 'data.json': '{"n": 9007199254740993}', 'params.json': '{}' });
  });

  it('succeeds without a result, which a command counts as exit code 6', async () => {
    const { execution } = await startService(() => 0);
    const outcome = await execution.outcome;
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', exitCode: 0 });
    expect(outcome).not.toHaveProperty('result');
    expect(outcomeExitCode(outcome)).toBe(6);
  });

  it('times out: stops the service and says so', async () => {
    const { execution } = await startService(({ signal }) => aborted(signal), { timeoutMs: 20 });
    expect(await execution.outcome).toMatchObject({
      status: 'FAILED',
      timedOut: true,
      cancelled: false,
      error: { code: 'TIMED_OUT' },
    });
  });

  it('ends a service by force that does not listen', async () => {
    const { execution } = await startService(() => new Promise<void>(() => undefined), { timeoutMs: 10, graceMs: 10 });
    expect(await execution.outcome).toMatchObject({ timedOut: true, exitCode: 137 });
  });

  it.each([Number.POSITIVE_INFINITY, 2 ** 31, 1e12])('takes a timeout of %d ms for a long one', async (timeoutMs) => {
    const { execution } = await startService(
      () => new Promise((resolve) => setImmediate(() => setImmediate(resolve, 0))),
      {
        timeoutMs,
      },
    );
    expect((await execution.outcome).status).toBe('SUCCEEDED');
  });

  it('is cancelled by stop()', async () => {
    const { execution } = await startService(({ signal }) => aborted(signal));
    await execution.stop();
    expect(await execution.outcome).toMatchObject({ status: 'CANCELLED', cancelled: true, timedOut: false });
  });

  it('is cancelled by kill(), also while stop() waits', async () => {
    const { execution } = await startService(() => new Promise<void>(() => undefined));
    const stopping = execution.stop();
    await execution.kill();
    expect(await execution.outcome).toMatchObject({ status: 'CANCELLED', exitCode: 137 });
    await stopping;
  });

  it('is cancelled by its signal, and stops listening to it when it is over', async () => {
    const controller = new AbortController();
    const remove = vi.spyOn(controller.signal, 'removeEventListener');
    const { execution } = await startService(({ signal }) => aborted(signal), { signal: controller.signal });
    controller.abort();
    expect((await execution.outcome).status).toBe('CANCELLED');
    expect(remove).toHaveBeenCalledWith('abort', expect.any(Function));
  });

  it('keeps its outcome when it is stopped after its end', async () => {
    const { execution } = await startService(({ stdout }) => stdout('PlanQK:Job:Result: 1\n'));
    const outcome = await execution.outcome;
    await execution.stop();
    await execution.kill();
    await execution[Symbol.asyncDispose]();
    expect(await execution.outcome).toBe(outcome);
    expect(outcome.status).toBe('SUCCEEDED');
  });

  it('fails with ENGINE_LOST when the connection breaks, keeping what was printed', async () => {
    const { engine, execution } = await startService(({ stdout, signal }) => {
      stdout('half way\nPlanQK:Job:InterimResult: 1\n');
      return aborted(signal);
    });
    for await (const { type } of execution) if (type === 'interim') engine.lose('broken pipe');
    expect(await execution.outcome).toMatchObject({
      status: 'FAILED',
      exitCode: null,
      error: { code: 'ENGINE_LOST', detail: expect.stringContaining('broken pipe') },
      interimResultCount: 1,
      logTail: 'half way\n',
    });
  });

  it('goes on to its end when the reader leaves the loop early', async () => {
    const { execution } = await startService(async ({ stdout }) => {
      for (let index = 0; index < 100; index += 1) {
        stdout(`${'x'.repeat(100_000)}\n`);
        await new Promise((resolve) => setImmediate(resolve));
      }
      stdout('PlanQK:Job:Result: 1\n');
    });
    for await (const { type } of execution) if (type === 'log') break;
    expect((await execution.outcome).result?.text).toBe('1');
  });

  it('can be stopped while a reader has gone without a word', async () => {
    const { execution } = await startService(({ stdout, signal }) => {
      for (let index = 0; index < 100; index += 1) stdout(`${'x'.repeat(100_000)}\n`);
      return aborted(signal);
    });
    await execution[Symbol.asyncIterator]().next();
    await execution.stop();
    expect((await execution.outcome).status).toBe('CANCELLED');
  });

  it('that is disposed while it runs is cancelled and removed', async () => {
    const { engine, execution } = await startService(({ signal }) => aborted(signal));
    await execution[Symbol.asyncDispose]();
    expect(await execution.outcome).toMatchObject({ status: 'CANCELLED' });
    expect(engine.left).toEqual([]);
  });

  it('names who set the memory limit', async () => {
    const { engine, runner } = await runnerFor(() => 0);
    const image = engine.addImage('x');
    const outcome = await runner.run(image, input, { project: someProject(), limits: { memoryBytes: 5 } });
    expect(outcome.usage).toEqual({ samples: 0, memoryLimitBytes: 5, cpuLimit: 2 });
    expect((await runner.run(image, input, { project: someProject(), limits: false })).usage).toEqual({ samples: 0 });
  });

  it('leaves nothing unhandled when its outcome is not awaited and the engine is lost', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    onTestFinished(() => void process.off('unhandledRejection', unhandled));
    const { engine } = await startService(({ signal }) => aborted(signal));
    engine.lose();
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(unhandled).not.toHaveBeenCalled();
    expect(engine.left).toEqual([]);
  });
});

describe('a runner', () => {
  it('does not start anything for a signal that was aborted before', async () => {
    const { engine, runner } = await runnerFor(() => 0);
    const starting = runner.start(engine.addImage('x'), input, { signal: AbortSignal.abort() });
    expect(await serviceErrorOf(starting)).toMatchObject({ code: 'INTERRUPTED' });
    expect(engine.runs).toEqual([]);
  });

  it('says INTERRUPTED whatever the reason of the abort is', async () => {
    const { engine, runner } = await runnerFor(() => 0);
    const starting = runner.start(engine.addImage('x'), input, { signal: AbortSignal.abort(null) });
    expect(await serviceErrorOf(starting)).toMatchObject({ code: 'INTERRUPTED' });
  });

  it('removes what runs when it is disposed', async () => {
    const { engine, runner } = await runnerFor(({ signal }) => aborted(signal));
    const image = engine.addImage('x');
    const executions = await Promise.all([runner.start(image, input), runner.start(image, input)]);
    await runner[Symbol.asyncDispose]();
    expect(engine.left).toEqual([]);
    for (const { outcome } of executions) expect((await outcome).status).toBe('CANCELLED');
  });

  it('removes also what is just being started when it is disposed', async () => {
    const { engine, runner } = await runnerFor(({ signal }) => aborted(signal));
    const image = engine.addImage('x');
    const begun = Promise.withResolvers<void>();
    const original = engine.run.bind(engine);
    engine.run = async (plan, signal) => {
      begun.resolve();
      await aborted(signal);
      return original(plan, new AbortController().signal);
    };
    const starting = runner.start(image, input);
    await begun.promise;
    await runner[Symbol.asyncDispose]();
    expect(engine.left).toEqual([]);
    expect((await (await starting).outcome).status).toBe('CANCELLED');
  });

  it('starts nothing after it was disposed', async () => {
    const { engine, runner } = await runnerFor(() => 0);
    await runner[Symbol.asyncDispose]();
    expect(await serviceErrorOf(runner.start(engine.addImage('x'), input))).toMatchObject({ code: 'INTERRUPTED' });
  });

  it('has removed an execution soon after its outcome is known, without being asked', async () => {
    const { engine, execution } = await startService(() => 0);
    await execution.outcome;
    await vi.waitFor(() => expect(engine.left).toEqual([]));
  });

  it('does not know images that were never made', async () => {
    const { runner } = await runnerFor(() => 0);
    expect(await serviceErrorOf(runner.findImage('nope'))).toMatchObject({ code: 'IMAGE_NOT_FOUND' });
  });

  it('takes an engine of the user', async () => {
    await using runner = await createRunner({ engine: new MemoryEngine() });
    expect((await runner.info()).name).toBe('memory');
  });
});

function shown(event: ExecutionEvent): string {
  if (event.type === 'log') return `${event.stream} ${Buffer.from(event.bytes)}`;
  if (event.type === 'interim') return `interim ${event.index} ${event.json.text}`;
  if (event.type === 'result') return `result ${event.json.text}`;
  return event.type;
}
