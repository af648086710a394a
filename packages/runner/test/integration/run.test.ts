import { isServiceError } from '@planqk-service/core';
import { expect, it } from 'vitest';
import type { ExecutionEvent, Image, StartOptions } from '../../src/index.ts';
import { emptyInput } from '../support/empty-input.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { projectFolder } from '../support/folders.ts';
import { containersOf, describeOnEngines, inspectContainer } from '../support/on-engines.ts';
import { someProject } from '../support/samples.ts';

const megabyte = 1024 ** 2;
const planqk = JSON.stringify({ name: 'runner-run', runtime: 'DOCKER', resources: { cpu: 1, memory: 1 } });

describeOnEngines('running', ['docker', 'podman'], (engine) => {
  const start = (SCRIPT: string, { env = {}, ...options }: StartOptions = {}) =>
    engine.runner.start(engine.image, emptyInput, { ...options, env: { SCRIPT, ...env } });
  const run = async (script: string, options?: StartOptions) => (await start(script, options)).outcome;
  const build = async (dockerfile: string, files: Record<string, string> = {}): Promise<Image> => {
    await using folder = await projectFolder({ 'planqk.json': planqk, Dockerfile: dockerfile, ...files });
    return await engine.runner.build(folder.path);
  };

  it('brings log, interim results and the result in order, and the last line without newline', async () => {
    const execution = await start(`
      echo one; echo "PlanQK:Job:InterimResult: 1"; sleep 0.1
      echo two >&2; sleep 0.1
      echo "PlanQK:Job:InterimResult: {\\"b\\": 2.0}"; echo three
      printf 'PlanQK:Job:Result: {"n": 9007199254740993}'`);
    const events: string[] = [];
    for await (const event of execution) events.push(shown(event));
    expect(events).toEqual([
      'stdout one\n',
      'interim 1',
      'stderr two\n',
      'interim {"b": 2.0}',
      'stdout three\n',
      'result {"n": 9007199254740993}',
    ]);
    expect(await execution.outcome).toMatchObject({
      status: 'SUCCEEDED',
      exitCode: 0,
      violations: [],
      interimResultCount: 2,
    });
  });

  it('hands events on while the service runs', async () => {
    const execution = await start('echo "PlanQK:Job:InterimResult: 1"; sleep 60');
    for await (const { type } of execution) if (type === 'interim') break;
    await execution.kill();
    expect((await execution.outcome).durationMs).toBeLessThan(30_000);
  });

  it('waits with everything prepared until it may start, and runs then as ever', async () => {
    const [prepared, allowed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const beforeStart = async () => {
      prepared.resolve();
      await allowed.promise;
    };
    const starting = run('cat /var/input/data.json; echo; echo "PlanQK:Job:Result: 1"', { beforeStart });
    await prepared.promise;
    const [id = ''] = await containersOf(engine.client, process.pid);
    expect((await inspectContainer(engine.address, id)).State.Status).toMatch(/^(created|configured|initialized)$/);
    allowed.resolve();
    expect(await starting).toMatchObject({ status: 'SUCCEEDED', result: { text: '1' }, logTail: '{}\n' });
  });

  it('leaves nothing behind when it may not start after all, or nobody waits any more', async () => {
    const reason = new Error('not today');
    await expect(run('true', { beforeStart: () => Promise.reject(reason) })).rejects.toBe(reason);
    const abort = new AbortController();
    const beforeStart = () => {
      abort.abort();
      return new Promise<void>(() => undefined);
    };
    expect(await serviceErrorOf(run('true', { beforeStart, signal: abort.signal }))).toMatchObject({
      code: 'INTERRUPTED',
    });
    expect(await containersOf(engine.client, process.pid)).toEqual([]);
  });

  it('keeps a line of 200 KB whole', async () => {
    const outcome = await run(`printf 'PlanQK:Job:Result: "'; head -c 200000 /dev/zero | tr '\\0' x; echo '"'`);
    expect(outcome.result?.byteLength).toBe(200_002);
  });

  it('understands Windows line ends', async () => {
    const outcome = await run(
      `printf 'PlanQK:Job:MultilineResult\\r\\n{"a":\\r\\n1}\\r\\nPlanQK:Job:MultilineResult\\r\\n'`,
    );
    expect(outcome.result?.parse()).toEqual({ a: 1 });
  });

  it('looks for results on stdout only', async () => {
    const outcome = await run('echo "PlanQK:Job:Result: 1" >&2');
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', violations: [{ code: 'STDERR_MARKER' }] });
    expect(outcome.result).toBeUndefined();
  });

  it('gives the service input that any user can read, whatever the umask here', async () => {
    const image = await build('FROM debian:trixie-slim\nUSER 65532\nENTRYPOINT ["bash", "-c", "eval \\"$SCRIPT\\""]\n');
    const umask = process.umask(0o077);
    try {
      const outcome = await engine.runner.run(image, emptyInput, {
        env: { SCRIPT: 'id -u; printf "PlanQK:Job:Result: "; cat /var/input/data.json' },
      });
      expect(outcome).toMatchObject({ status: 'SUCCEEDED', logTail: '65532\n' });
      expect(outcome.result?.text).toBe('{}');
    } finally {
      process.umask(umask);
    }
  });

  it('gives the input also to an image that declares the folder a volume', async () => {
    const image = await build(
      'FROM debian:trixie-slim\nVOLUME /var/input\nCMD ["sh", "-c", "echo \\"PlanQK:Job:Result: $(cat /var/input/params.json)\\""]\n',
    );
    expect((await engine.runner.run(image, emptyInput)).result?.text).toBe('{}');
  });

  it('passes the environment, and shows it in no error', async () => {
    const secret = 'token-0815';
    const outcome = await run('test "$TOKEN" = token-0815 && exit 3', { env: { TOKEN: secret } });
    expect(outcome).toMatchObject({ status: 'FAILED', exitCode: 3 });
    expect(JSON.stringify(outcome)).not.toContain(secret);
    const image = await build('FROM debian:trixie-slim\nENTRYPOINT ["/no/such/command"]\n');
    const failed = await engine.runner
      .run(image, emptyInput, { env: { TOKEN: secret } })
      .catch((error: unknown) => error);
    expect(`${(failed as Error).stack} ${JSON.stringify(failed)}`).not.toContain(secret);
  });

  it('has a network, unless it is cut off', async () => {
    const interfaces = 'ls /sys/class/net | sort | tr "\\n" " "; cat /proc/net/route | wc -l';
    expect((await run(interfaces)).logTail).toContain('eth0');
    expect((await run(interfaces, { network: 'none' })).logTail).toMatch(/^lo 1\n$/);
  });

  it('is held to the limits of its project', async () => {
    const project = someProject({ resources: { cpu: 0.5, memory: 0.125 } });
    const execution = await start('echo "PlanQK:Job:InterimResult: 1"; sleep 60', { project });
    for await (const { type } of execution) if (type === 'interim') break;
    const [id = ''] = await containersOf(engine.client, process.pid);
    const { HostConfig } = await inspectContainer(engine.address, id);
    expect(HostConfig).toMatchObject({ Memory: 128 * megabyte, CpuPeriod: 100_000, CpuQuota: 50_000 });
    await execution.kill();
    expect((await execution.outcome).usage).toMatchObject({ cpuLimit: 0.5, memoryLimitBytes: 128 * megabyte });
  });

  it('tells peak memory and processor time of a service of 300 ms', async () => {
    let { usage } = await run('sleep 0.3');
    // Before Docker 25 an engine measures once a second, all containers together: another program may just have asked.
    if (usage.samples === 0 && engine.name === 'docker') ({ usage } = await run('sleep 1.2'));
    expect(usage.samples).toBeGreaterThanOrEqual(1);
    expect(usage.peakMemoryBytes).toBeGreaterThan(100_000);
    expect(usage.cpuTimeMs).toBeGreaterThan(1);
  });

  it('fails with its exit code, and without a result of its own says what that means', async () => {
    expect(await run('echo oops >&2; exit 3')).toMatchObject({
      status: 'FAILED',
      exitCode: 3,
      error: { code: 'SERVICE_FAILED' },
      logTail: 'oops\n',
    });
  });

  it('fails with what it printed as its result before', async () => {
    const outcome = await run(`echo 'PlanQK:Job:Result: {"code": "E42", "detail": "no qubits left"}'; exit 1`);
    expect(outcome).toMatchObject({ status: 'FAILED', error: { code: 'E42', detail: 'no qubits left' } });
    expect(outcome).not.toHaveProperty('result');
  });

  it('fails when its result is no JSON', async () => {
    expect(await run('echo "PlanQK:Job:Result: {\\"p\\": NaN}"')).toMatchObject({
      status: 'FAILED',
      error: { code: 'INVALID_RESULT' },
    });
  });

  it('counts the first of two results, and reports the other', async () => {
    const outcome = await run('echo "PlanQK:Job:Result: 1"; echo "PlanQK:Job:Result: 2"');
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', violations: [{ code: 'DUPLICATE_RESULT' }] });
    expect(outcome.result?.text).toBe('1');
  });

  it('takes a block without an end for no result, and reports it', async () => {
    const outcome = await run('echo PlanQK:Job:MultilineResult; echo "{}"');
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', violations: [{ code: 'UNTERMINATED_BLOCK' }] });
    expect(outcome.result).toBeUndefined();
  });

  it('succeeds without a result when it exits with 0', async () => {
    const outcome = await run('true');
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', exitCode: 0 });
    expect(outcome.result).toBeUndefined();
  });

  it('brings a result of 50 MB in one line', async () => {
    const outcome = await run(`printf 'PlanQK:Job:Result: "'; head -c 52428800 /dev/zero | tr '\\0' x; echo '"'`);
    expect(outcome.result?.byteLength).toBe(50 * megabyte + 2);
  });

  it('times out gracefully', async () => {
    const outcome = await run('trap "echo bye; exit 0" TERM; sleep 60 & wait', { timeoutMs: 500 });
    expect(outcome).toMatchObject({
      status: 'FAILED',
      timedOut: true,
      exitCode: 0,
      error: { code: 'TIMED_OUT' },
      logTail: 'bye\n',
    });
  });

  it('is killed after the grace period when it ignores SIGTERM', async () => {
    const outcome = await run('trap "" TERM; while :; do sleep 0.1; done', { timeoutMs: 300, graceMs: 1_000 });
    expect(outcome).toMatchObject({ status: 'FAILED', timedOut: true, exitCode: 137, oomKilled: false });
    expect(outcome.durationMs).toBeLessThan(10_000);
  });

  it('is cancelled by stop()', async () => {
    const execution = await start('echo "PlanQK:Job:InterimResult: 1"; exec sleep 60');
    for await (const { type } of execution) if (type === 'interim') void execution.stop();
    expect(await execution.outcome).toMatchObject({
      status: 'CANCELLED',
      cancelled: true,
      exitCode: 143,
      interimResultCount: 1,
    });
  });

  it('is ended by kill() while stop() still waits', async () => {
    const execution = await start('trap "" TERM; echo "PlanQK:Job:InterimResult: 1"; while :; do sleep 0.1; done', {
      graceMs: 30_000,
    });
    for await (const { type } of execution) {
      if (type !== 'interim') continue;
      void execution.stop();
      await execution.kill();
    }
    const outcome = await execution.outcome;
    expect(outcome).toMatchObject({ status: 'CANCELLED', exitCode: 137 });
    expect(outcome.durationMs).toBeLessThan(15_000);
  });

  it('stays what it was when it is stopped after its end', async () => {
    const execution = await start('echo "PlanQK:Job:Result: 1"');
    expect((await execution.outcome).status).toBe('SUCCEEDED');
    await Promise.all([execution.stop(), execution.kill(), execution[Symbol.asyncDispose]()]);
    await execution.stop();
    expect((await execution.outcome).status).toBe('SUCCEEDED');
  });

  it.each([0, 5, 20, 60, 120, 250])('leaves nothing when its signal is aborted %i ms after the call', async (ms) => {
    const signal = AbortSignal.timeout(ms);
    const ended = await start('sleep 60', { signal, graceMs: 1_000 }).then(
      async (execution) => {
        const { status } = await execution.outcome;
        await execution[Symbol.asyncDispose]();
        return status;
      },
      (error: unknown) => (isServiceError(error) ? error.code : error),
    );
    expect(['INTERRUPTED', 'CANCELLED']).toContain(ended);
    expect(await containersOf(engine.client, process.pid)).toEqual([]);
  });

  it('says that an image has no command', async () => {
    // An imported image keeps what it was given; only from scratch is there surely none.
    const image = await build('FROM scratch\nCOPY planqk.json /\n');
    expect(await serviceErrorOf(engine.runner.start(image, emptyInput))).toMatchObject({ code: 'IMAGE_NO_COMMAND' });
  });

  it('says that an image is not there', async () => {
    const image = { ...engine.image, reference: 'gone:1', id: `sha256:${'0'.repeat(64)}` };
    expect(await serviceErrorOf(engine.runner.start(image, emptyInput))).toMatchObject({ code: 'IMAGE_NOT_FOUND' });
    expect(await serviceErrorOf(engine.runner.findImage('no-such-image:1'))).toMatchObject({ code: 'IMAGE_NOT_FOUND' });
  });

  it.each([
    ['/no/such/command', 'COMMAND_NOT_FOUND'],
    ['/etc/os-release', 'COMMAND_NOT_EXECUTABLE'],
  ])('says of %s that it is no command: %s', async (command, code) => {
    const image = await build(`FROM debian:trixie-slim\nENTRYPOINT ["${command}"]\n`);
    const ended = await engine.runner.run(image, emptyInput).then(
      ({ status, error }) => [status, error?.cause.code, error?.detail],
      (error: unknown) => (isServiceError(error) ? ['FAILED', error.code, error.message] : [error]),
    );
    expect(ended).toEqual(['FAILED', code, expect.stringContaining(command)]);
  });

  it('runs twenty at once, each with its own result', async () => {
    const atOnce = 20;
    const results = await Promise.all(
      Array.from(
        { length: atOnce },
        async (_, index) => (await run(`echo "PlanQK:Job:Result: ${index}"`)).result?.text,
      ),
    );
    expect(results).toEqual(Array.from({ length: atOnce }, (_, index) => String(index)));
  });
});

// Podman 4.3 with conmon on cgroup v1 does not notice that the kernel has killed a process.
describeOnEngines('running out of memory', ['docker'], (engine) => {
  const run = (SCRIPT: string) =>
    engine.runner.run(engine.image, emptyInput, {
      env: { SCRIPT },
      project: someProject({ resources: { cpu: 1, memory: 0.0625 } }),
    });

  it('names the limit and who set it', async () => {
    const outcome = await run('exec tail /dev/zero');
    expect(outcome).toMatchObject({
      status: 'FAILED',
      exitCode: 137,
      oomKilled: true,
      error: { code: 'OUT_OF_MEMORY' },
    });
    expect(outcome.error?.detail).toMatch(/64 MB .*resources\.memory in planqk\.json/);
  });

  it('is told, but no failure, when the main process goes on', async () => {
    const outcome = await run('tail /dev/zero; sleep 0.3; echo "PlanQK:Job:Result: 1"; exit 0');
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', oomKilled: true });
  });
});

function shown(event: ExecutionEvent): string {
  if (event.type === 'log') return `${event.stream} ${Buffer.from(event.bytes)}`;
  if (event.type === 'interim' || event.type === 'result') return `${event.type} ${event.json.text}`;
  return event.type;
}
