import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { createRunner } from '../../src/index.ts';
import { cutProxy } from '../support/cut-proxy.ts';
import { emptyInput } from '../support/empty-input.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { projectFolder } from '../support/folders.ts';
import { containersOf, describeOnEngines } from '../support/on-engines.ts';
import { built, runProgram, startProgram } from '../support/run-program.ts';

describeOnEngines('when the engine goes away', ['docker', 'podman'], (engine) => {
  const SCRIPT = 'echo before; echo "PlanQK:Job:InterimResult: 1"; sleep 60';

  it.each(['close', 'reset'] as const)('a running service ends as ENGINE_LOST, and nothing hangs (%s)', async (how) => {
    await using proxy = await cutProxy(engine.address);
    await using runner = await createRunner({ dockerHost: proxy.address });
    const execution = await runner.start(engine.image, emptyInput, { env: { SCRIPT } });
    for await (const { type } of execution) if (type === 'interim') proxy.cut(how);
    expect(await execution.outcome).toMatchObject({
      status: 'FAILED',
      exitCode: null,
      error: { code: 'ENGINE_LOST' },
      interimResultCount: 1,
      logTail: 'before\n',
    });
    // The outcome has told it; disposing has nothing to add.
    await execution[Symbol.asyncDispose]();
    await execution.stop();
    await removeLeftovers();
  });

  it('a timeout after that changes nothing', async () => {
    await using proxy = await cutProxy(engine.address);
    await using runner = await createRunner({ dockerHost: proxy.address });
    const execution = await runner.start(engine.image, emptyInput, { env: { SCRIPT }, timeoutMs: 60_000 });
    for await (const { type } of execution) if (type === 'interim') proxy.cut();
    expect((await execution.outcome).timedOut).toBe(false);
    await removeLeftovers();
  });

  it('a build ends as ENGINE_LOST', async () => {
    await using proxy = await cutProxy(engine.address);
    await using runner = await createRunner({ dockerHost: proxy.address });
    await using folder = await projectFolder({ Dockerfile: 'FROM debian:trixie-slim\nRUN echo up && sleep 3\n' });
    const building = runner.build(folder.path, {
      tag: `runner-lost-${process.pid}:test`,
      noCache: true,
      onEvent: (event) => event.type === 'log' && proxy.cut(),
    });
    expect(await serviceErrorOf(building)).toMatchObject({ code: 'ENGINE_LOST' });
  });

  it('everything else says ENGINE_LOST too', async () => {
    await using proxy = await cutProxy(engine.address);
    await using runner = await createRunner({ dockerHost: proxy.address });
    proxy.cut();
    for (const asked of [
      runner.info(),
      runner.findImage('x'),
      runner.sweep(),
      runner.start(engine.image, emptyInput),
    ]) {
      expect(await serviceErrorOf(asked)).toMatchObject({ code: 'ENGINE_LOST' });
    }
  });

  async function removeLeftovers(): Promise<void> {
    for (const id of await containersOf(engine.client, process.pid)) await engine.client.remove(id);
  }
});

describeOnEngines('cleaning up', ['docker', 'podman'], (engine) => {
  const env = () => ({ ADDRESS: engine.address, IMAGE: engine.image.reference });
  const head =
    'const runner = await createRunner({ dockerHost: env.ADDRESS }); const image = await runner.findImage(env.IMAGE);';

  it('what a program leaves that is killed goes with the next sweep, what a living one runs stays', async () => {
    const child = startProgram(
      `${head} await runner.start(image, emptyInput, { env: { SCRIPT: 'sleep 60' } }); console.log('up');`,
      env(),
    );
    if (child.stdout === null) throw new TypeError('stdout is a pipe');
    await once(child.stdout, 'data');
    const owner = child.pid ?? 0;
    const [id] = await containersOf(engine.client, owner);
    expect(id).toBeDefined();
    await engine.runner.sweep();
    expect(await containersOf(engine.client, owner)).toEqual([id]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { removed } = await engine.runner.sweep();
    expect(removed).not.toEqual([]);
    expect(await containersOf(engine.client, owner)).toEqual([]);
  });

  it('disposing a runner removes what runs and what is just being started', async () => {
    const runner = await createRunner({ dockerHost: engine.address });
    const start = () => runner.start(engine.image, emptyInput, { env: { SCRIPT: 'sleep 60' } });
    const running = await Promise.all([start(), start()]);
    const starting = start().catch((error: unknown) => error);
    await runner[Symbol.asyncDispose]();
    expect(await containersOf(engine.client, process.pid)).toEqual([]);
    for (const { outcome } of running) expect((await outcome).status).toBe('CANCELLED');
    await starting;
  });

  it('happens behind an outcome by itself', async () => {
    await engine.runner.run(engine.image, emptyInput, { env: { SCRIPT: 'true' } });
    await vi.waitFor(async () => expect(await containersOf(engine.client, process.pid)).toEqual([]), 5_000);
  });

  it('nothing keeps a program alive that has run a service and says no more', async () => {
    const output = await runProgram(
      `${head} await runner.run(image, emptyInput, { env: { SCRIPT: 'sleep 0.1' } }); const end = performance.now();
       process.once('exit', () => console.log(Math.round(performance.now() - end)));`,
      env(),
    );
    // Removing the container is what it still does.
    expect(Number(output)).toBeLessThan(1_500);
  });

  it('nothing keeps a program alive whose build was aborted or refused', async () => {
    await using folder = await projectFolder({ Dockerfile: 'FROM debian:trixie-slim\nRUN echo up && sleep 3\n' });
    const output = await runProgram(
      `${head} const controller = new AbortController();
       const abort = (event) => event.type === 'log' && controller.abort();
       const tag = 'runner-aborted-' + process.pid + ':test';
       await runner.build(env.FOLDER, { tag, noCache: true, signal: controller.signal, onEvent: abort }).catch(({ code }) => console.log(code));
       await runner.build(env.FOLDER, { tag: 'UPPER' }).catch(({ code }) => console.log(code));
       const end = performance.now();
       process.once('exit', () => console.log(Math.round(performance.now() - end)));`,
      { ...env(), FOLDER: folder.path },
    );
    const [aborted, refused, ms] = output.trim().split('\n');
    expect(aborted).toBe('INTERRUPTED');
    expect(['BUILD_FAILED', 'ENGINE_REFUSED']).toContain(refused);
    expect(Number(ms)).toBeLessThan(1_500);
  });
});

describeOnEngines('much output', ['docker'], (engine) => {
  it.each([
    ['read', 'yes'],
    ['not read', ''],
  ])('of 1 GB passes through a process of less than 200 MB when it is %s', async (_, READ) => {
    const output = await runProgram(
      `const runner = await createRunner({ dockerHost: env.ADDRESS });
       const image = await runner.findImage(env.IMAGE);
       const begun = performance.now();
       const execution = await runner.start(image, emptyInput, { env: { SCRIPT: env.PIPELINE } });
       let bytes = 0;
       if (env.READ) for await (const event of execution) if (event.type === 'log') bytes += event.bytes.byteLength;
       const outcome = await execution.outcome;
       const ms = Math.round(performance.now() - begun);
       await runner[Symbol.asyncDispose]();
       const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
       console.log(JSON.stringify({ bytes, result: outcome.result?.text, ms, megabytes }));`,
      {
        ADDRESS: engine.address,
        IMAGE: engine.image.reference,
        READ,
        PIPELINE: `yes "$(printf 'x%.0s' {1..99})" | head -c 1000000000; echo; echo 'PlanQK:Job:Result: 1'`,
      },
      built,
    );
    const { bytes, result, ms, megabytes } = JSON.parse(output) as Record<string, unknown>;
    console.log(`1 GB of log in ${ms} ms with ${megabytes} MB`);
    expect(result).toBe('1');
    expect(bytes).toBe(READ ? 1_000_000_001 : 0);
    expect(megabytes).toBeLessThan(200);
  });
});
