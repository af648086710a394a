import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { loadProject, type ProcessCommands, type Project } from '@planqk-service/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type BuildEvent, checkRequirements, createRunner, type Runner, type StartOptions } from '../../src/index.ts';
import { mergeOutput } from '../../src/process/merge-output.ts';
import { ProcessEngine, type ProcessWorld } from '../../src/process/process-engine.ts';
import { thisMachine } from '../../src/process/this-machine.ts';
import { emptyInput } from '../support/empty-input.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { type Folder, projectFolder } from '../support/folders.ts';

const node = process.execPath;
const posix = process.platform !== 'win32';
const owner = { host: 'here', pid: process.pid };

interface Bench {
  readonly runner: Runner;
  readonly project: Project;
  readonly folder: Folder;
  readonly temp: Folder;
  run(options?: StartOptions): ReturnType<Runner['run']>;
}

/** A project whose service is the JavaScript `service`, run in a temporary folder of its own. */
async function bench(service: string, commands: Partial<ProcessCommands> = {}, world: Partial<ProcessWorld> = {}) {
  const temp = await projectFolder();
  const folder = await projectFolder({
    'service.mjs': service,
    'planqk-service.json': JSON.stringify({ process: { start: [node, 'service.mjs'], ...commands } }),
  });
  const engine = new ProcessEngine({ ...thisMachine(owner), tempDir: temp.path, ...world });
  const runner = await createRunner({ engine });
  onTestFinished(async () => {
    await runner[Symbol.asyncDispose]();
    expect(await readdir(temp.path)).toEqual([]);
    await temp[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const project = await loadProject(folder.path);
  const run: Bench['run'] = async (options) =>
    runner.run(await runner.build(project), emptyInput, { project, ...options });
  return { runner, project, folder, temp, run } satisfies Bench;
}

/** Resolves with the first interim result: the service is up. */
async function firstInterim(execution: AsyncIterable<{ type: string; json?: { text: string } }>): Promise<string> {
  for await (const event of execution) if (event.type === 'interim') return event.json?.text ?? '';
  throw new Error('the service printed no interim result');
}

/** A process that has ended but that nobody has reaped (Z) does not run any more. */
function isRunning(pid: number): boolean {
  const ps = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(ps.stdout.trim());
}

describe('a service that is over at once', () => {
  it('loses nothing of its output while it is noted', async () => {
    const { startOf, end } = thisMachine(owner).processes;
    // As slow as a machine that is busy.
    const processes = {
      startOf: async (pid: number) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return startOf(pid);
      },
      end,
    };
    const { run } = await bench("console.log('PlanQK:Job:Result: 1'); console.error('bye');", {}, { processes });
    expect(await run()).toMatchObject({ status: 'SUCCEEDED', exitCode: 0, result: { text: '1' } });
  });
});

describe('detached executions without a container', () => {
  const detached = { store: join(import.meta.dirname, 'serve.db') };

  it('do not exist: a plain process would end with us', async () => {
    const { runner, run } = await bench('');
    expect(await serviceErrorOf(run({ detached }))).toMatchObject({
      code: 'DETACHED_UNSUPPORTED',
      details: { engine: 'process' },
    });
    expect(await runner.listDetached(detached.store)).toEqual([]);
    await runner.removeDetached('job-1', detached);
    expect(await serviceErrorOf(runner.reattach('job-1', detached))).toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
  });
});

describe('building without a container', () => {
  it('runs the commands in order, in the folder of the project, and tells their output', async () => {
    const { runner, project, folder } = await bench('', {
      build: [
        [node, '-e', 'fs.writeFileSync("one", ""); console.log("first")'],
        [node, '-e', 'fs.renameSync("one", "two"); console.error("second")'],
      ],
    });
    const events: BuildEvent[] = [];
    const image = await runner.build(project, { onEvent: (event) => events.push(event) });
    expect(existsSync(join(folder.path, 'two'))).toBe(true);
    expect(events.flatMap((event) => (event.type === 'log' ? [event.text] : []))).toEqual(['first\n', 'second\n']);
    expect(events.at(-1)).toEqual({ type: 'progress', done: 2, total: 2 });
    expect(image).toMatchObject({ engine: 'process', reference: folder.path });
  });

  it('names the command that fails, with its last lines', async () => {
    const { runner, project } = await bench('', { build: [[node, '-e', 'console.error("why"); process.exit(3)']] });
    const error = await serviceErrorOf(runner.build(project));
    expect(error).toMatchObject({ code: 'BUILD_FAILED', details: { logTail: ['why'] } });
    expect(error.message).toMatch(/process\.exit\(3\).*exit code 3/);
  });

  it('says of a command that does not exist that it could not be started', async () => {
    const { runner, project } = await bench('', { build: [['no-such-tool', 'x']] });
    expect((await serviceErrorOf(runner.build(project))).message).toMatch(/no-such-tool/);
  });

  it('ends when it is interrupted', async () => {
    const { runner, project } = await bench('', {
      build: [[node, '-e', 'console.log("up"); setInterval(() => {}, 1e6)']],
    });
    const controller = new AbortController();
    const building = runner.build(project, {
      signal: controller.signal,
      onEvent: ({ type }) => type === 'log' && controller.abort(),
    });
    expect(await serviceErrorOf(building)).toMatchObject({ code: 'INTERRUPTED' });
  });

  it('needs no Dockerfile, but commands', async () => {
    await using folder = await projectFolder({
      'planqk.json': '{"name":"x","runtime":"DOCKER","resources":{"cpu":1,"memory":1}}',
    });
    await using runner = await createRunner({ engine: 'process' });
    const error = await serviceErrorOf(runner.build(folder.path));
    expect(error).toMatchObject({
      code: 'PROCESS_NOT_CONFIGURED',
      details: { path: join(folder.path, 'planqk-service.json') },
    });
  });
});

describe('requirements', () => {
  const check = (command: string[], version?: string) =>
    checkRequirements(
      [{ command, install: 'https://example.org', ...(version !== undefined && { version }) }],
      process.cwd(),
    );

  it('are met by a tool that is new enough', async () => {
    expect(await check([node, '--version'], '>=20')).toEqual([{ tool: node, version: process.version.slice(1) }]);
  });

  it('find a version in the midst of other words, on stdout or stderr', async () => {
    const [tool] = await check([node, '-e', 'console.error("go version go1.24.4 linux/amd64")'], '>=1.22');
    expect(tool?.version).toBe('1.24.4');
  });

  it('name a tool that is too old, with both versions', async () => {
    const error = await serviceErrorOf(check([node, '-e', 'console.log("1.2.3")'], '>=2'));
    expect(error).toMatchObject({ code: 'TOOL_MISSING', details: { tool: node, install: 'https://example.org' } });
    expect(error.message).toMatch(/>=2 .*1\.2\.3/);
  });

  it('name a tool that is missing', async () => {
    expect((await serviceErrorOf(check(['no-such-tool', '--version']))).message).toMatch(
      /no-such-tool .*not found in PATH/,
    );
  });

  it('name a tool that fails, with what it says', async () => {
    expect((await serviceErrorOf(check([node, '-e', 'throw "broken"']))).message).toContain('fails');
  });

  it('say "unknown" where a tool tells no version', async () => {
    expect((await serviceErrorOf(check([node, '-e', 'console.log("hello")'], '>=1'))).message).toContain('unknown');
  });
});

describe('a service as a plain process', () => {
  it('finds its input in the folder that the variable names, and is told what it prints', async () => {
    const { run } = await bench(`
      import { readFileSync } from 'node:fs';
      const data = readFileSync(process.env.PLANQK_INPUT_DIR + '/data.json', 'utf8');
      const params = readFileSync(process.env.PLANQK_INPUT_DIR + '/params.json', 'utf8');
      console.error('to stderr');
      console.log('PlanQK:Job:InterimResult: 1');
      process.stdout.write('PlanQK:Job:Result: ' + JSON.stringify([data, params, process.env.MINE]));`);
    const outcome = await run({ env: { MINE: 'yes' } });
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', exitCode: 0, interimResultCount: 1, logTail: 'to stderr\n' });
    expect(outcome.result?.text).toBe('["{}","{}","yes"]');
  });

  it('says which settings do not apply', async () => {
    const { runner, project } = await bench('');
    const image = await runner.build(project);
    const execution = await runner.start(image, emptyInput, { project, network: 'none' });
    const [warning] = await Array.fromAsync(execution);
    expect(warning).toMatchObject({
      type: 'warning',
      text: expect.stringMatching(/limits of CPU and memory, --network none/),
    });
  });

  it('measures memory and processor time', async () => {
    const { run } = await bench('const end = Date.now() + 300; while (Date.now() < end);');
    const { usage } = await run();
    expect(usage.samples).toBeGreaterThan(0);
    expect(usage.peakMemoryBytes).toBeGreaterThan(1e6);
  });

  it('fails with its exit code', async () => {
    const { run } = await bench('process.exit(3)');
    expect(await run()).toMatchObject({ status: 'FAILED', exitCode: 3, error: { code: 'SERVICE_FAILED' } });
  });

  it.runIf(posix)('tells the signal that ended it as 128 and its number', async () => {
    const { run } = await bench('process.kill(process.pid, "SIGSEGV"); setInterval(() => {}, 1e6);');
    expect((await run()).exitCode).toBe(139);
  });

  it('names a program that does not exist', async () => {
    const { run } = await bench('', { start: ['no-such-program'] });
    expect(await serviceErrorOf(run())).toMatchObject({
      code: 'COMMAND_NOT_FOUND',
      details: { command: 'no-such-program' },
    });
  });

  it.runIf(posix)('names a program that may not be executed', async () => {
    const { run } = await bench('', { start: ['./service.mjs'] });
    expect(await serviceErrorOf(run())).toMatchObject({
      code: 'COMMAND_NOT_EXECUTABLE',
      details: { command: './service.mjs' },
    });
  });

  const family = `
    import { spawn } from 'node:child_process';
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
    console.log('PlanQK:Job:InterimResult: ' + child.pid);
    setInterval(() => {}, 1e6);`;

  it.runIf(posix).each([
    ['stop()', 'stop'],
    ['kill()', 'kill'],
  ] as const)('is ended with all its children by %s', async (_, method) => {
    const { runner, project } = await bench(family);
    const execution = await runner.start(await runner.build(project), emptyInput, { project });
    const child = Number(await firstInterim(execution));
    await execution[method]();
    expect((await execution.outcome).status).toBe('CANCELLED');
    await vi.waitFor(() => expect(isRunning(child)).toBe(false));
  });

  it.runIf(posix)('is ended by force, with its children, when it ignores SIGTERM', async () => {
    const { run } = await bench(`process.on('SIGTERM', () => {});${family}`);
    const outcome = await run({ timeoutMs: 500, graceMs: 100 });
    expect(outcome).toMatchObject({ timedOut: true, exitCode: 137, interimResultCount: 1 });
    const child = Number(outcome.interimResults[0]?.text);
    await vi.waitFor(() => expect(isRunning(child)).toBe(false));
  });

  it.runIf(posix)('takes its children with it when it ends by itself, as a container does', async () => {
    const { run } = await bench(
      `${family}\nchild.once('spawn', () => process.stdout.write('last words\\n', () => process.exit(0)));`,
    );
    const outcome = await run();
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', exitCode: 0, logTail: 'last words\n' });
    await vi.waitFor(() => expect(isRunning(Number(outcome.interimResults[0]?.text))).toBe(false));
  });

  it('keeps its input from others while it runs, and removes it afterwards', async () => {
    const { runner, project, temp } = await bench(
      "console.log('PlanQK:Job:InterimResult: 1'); setInterval(() => {}, 1e6);",
    );
    const execution = await runner.start(await runner.build(project), emptyInput, { project });
    await firstInterim(execution);
    const [name = ''] = await readdir(temp.path);
    expect(await readFile(join(temp.path, name, 'input', 'data.json'), 'utf8')).toBe('{}');
    if (posix) expect((await stat(join(temp.path, name))).mode & 0o077).toBe(0);
    await execution[Symbol.asyncDispose]();
    expect(await readdir(temp.path)).toEqual([]);
  });

  it('is not started for a signal that is aborted meanwhile', async () => {
    const controller = new AbortController();
    const { runner, project } = await bench('setInterval(() => {}, 1e6)');
    const starting = runner.start(await runner.build(project), emptyInput, { project, signal: controller.signal });
    controller.abort();
    expect(await serviceErrorOf(starting)).toMatchObject({ code: 'INTERRUPTED' });
  });
});

describe('the process engine', () => {
  it('takes the commands for Windows on Windows', async () => {
    await using folder = await projectFolder({
      'planqk-service.json': JSON.stringify({
        process: { start: ['python3', '-m', 'app'], build: [['make']], windows: { start: ['py', '-m', 'app'] } },
      }),
    });
    const onWindows = await loadProject(folder.path, 'win32');
    expect(onWindows.process).toMatchObject({ start: ['py', '-m', 'app'], build: [['make']] });
    expect((await loadProject(folder.path, 'linux')).process?.start[0]).toBe('python3');
  });

  it('describes the machine', async () => {
    expect(await new ProcessEngine(thisMachine(owner)).info()).toMatchObject({
      kind: 'process',
      platform: `${process.platform}/${process.arch}`,
    });
  });

  it('loads nothing of Docker', () => {
    const source = new URL('../../src/index.ts', import.meta.url).href;
    const program = `
      const { registerHooks } = await import('node:module');
      registerHooks({ load: (url, context, next) => { if (/dockerode|grpc/.test(url)) throw new Error(url); return next(url, context); } });
      const { createRunner } = await import(${JSON.stringify(source)});
      await (await createRunner({ engine: 'process' })).info();`;
    execFileSync(node, ['--input-type=module', '--eval', program], { stdio: 'pipe' });
  });
});

describe('mergeOutput', () => {
  it('brings both streams whole, each in order, and ends when both have ended', async () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const reading = Array.fromAsync(mergeOutput({ stdout, stderr }));
    for (let index = 0; index < 100; index += 1) {
      stdout.write(`${index} `);
      if (index % 10 === 0) stderr.write(`${index} `);
      if (index % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    stdout.end();
    await new Promise((resolve) => setImmediate(resolve));
    stderr.end('bye');
    const parts = await reading;
    const textOf = (wanted: string) =>
      Buffer.concat(parts.filter(({ stream }) => stream === wanted).map(({ bytes }) => bytes)).toString();
    expect(textOf('stdout')).toBe(Array.from({ length: 100 }, (_, index) => `${index} `).join(''));
    expect(textOf('stderr')).toBe('0 10 20 30 40 50 60 70 80 90 bye');
  });

  it('does not read ahead of the one who iterates', async () => {
    const stdout = new PassThrough({ highWaterMark: 1 });
    const stderr = new PassThrough();
    stdout.write('a');
    const output = mergeOutput({ stdout, stderr });
    await output.next();
    for (let index = 0; index < 10; index += 1) stdout.write('b');
    await new Promise((resolve) => setImmediate(resolve));
    expect(stdout.writableNeedDrain).toBe(true);
    await output.return(undefined);
  });

  it('hands on the error of a stream', async () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const reading = Array.fromAsync(mergeOutput({ stdout, stderr }));
    stdout.destroy(new Error('broken'));
    await expect(reading).rejects.toThrow('broken');
  });
});
