import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import type { BuildEvent } from '../../src/index.ts';
import { emptyInput } from '../support/empty-input.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { projectFolder } from '../support/folders.ts';
import { describeOnEngines } from '../support/on-engines.ts';

const planqk = JSON.stringify({ name: 'runner-build', runtime: 'DOCKER', resources: { cpu: 1, memory: 1 } });
const tag = `runner-build-${process.pid}:test`;

describeOnEngines('building', ['docker', 'podman'], (engine) => {
  const build = async (
    dockerfile: string,
    files: Record<string, string> = {},
    onEvent?: (event: BuildEvent) => void,
  ) => {
    await using folder = await projectFolder({ 'planqk.json': planqk, Dockerfile: dockerfile, ...files });
    return await engine.runner.build(folder.path, { tag, ...(onEvent && { onEvent }) });
  };

  it('tells each step, its output and its time, and gives an image that runs', async () => {
    const events: BuildEvent[] = [];
    const text = `hello ${Date.now()}`;
    const image = await build(
      `FROM debian:trixie-slim\nRUN echo ${text}\nCMD ["echo", "PlanQK:Job:Result: 1"]\n`,
      {},
      (event) => events.push(event),
    );
    expect(events.some((event) => event.type === 'log' && event.text.includes(text))).toBe(true);
    const finished = events.flatMap((event) => (event.type === 'step-finished' ? [event] : []));
    expect(finished.find(({ step }) => step.name.includes(`RUN echo ${text}`))).toMatchObject({ cached: false });
    const done = events.findLast((event) => event.type === 'progress');
    expect(done?.total).toBeGreaterThanOrEqual(2);
    expect(image).toMatchObject({ engine: 'docker', reference: tag, platform: 'linux/amd64' });
    expect(image.sizeBytes).toBeGreaterThan(1e6);
    expect((await engine.runner.run(image, emptyInput)).result?.text).toBe('1');
  });

  it('does not build again what the engine has, unless it is told to', async () => {
    await using folder = await projectFolder({
      'planqk.json': planqk,
      Dockerfile: 'FROM debian:trixie-slim\nRUN true\n',
    });
    const first = await engine.runner.build(folder.path, { tag });
    const onEvent = vi.fn();
    expect(await engine.runner.build(folder.path, { tag, onEvent })).toEqual(first);
    expect(onEvent).not.toHaveBeenCalled();
    expect(await engine.runner.findImage(tag)).toEqual(first);
    await engine.runner.build(folder.path, { tag, onEvent, force: true });
    expect(onEvent).toHaveBeenCalled();
    await folder.write({ 'new.txt': 'changed' });
    expect((await engine.runner.build(folder.path, { tag })).fingerprint).not.toBe(first.fingerprint);
  });

  it('passes build arguments', async () => {
    await using folder = await projectFolder({
      'planqk.json': planqk,
      Dockerfile: 'FROM debian:trixie-slim\nARG WORD\nRUN test "$WORD" = "a b"\n',
    });
    await engine.runner.build(folder.path, { tag, buildArgs: { WORD: 'a b' } });
    expect(await serviceErrorOf(engine.runner.build(folder.path, { tag, buildArgs: { WORD: 'c' } }))).toMatchObject({
      code: 'BUILD_FAILED',
    });
  });

  it('names the line of the step that fails, and shows its last lines', async () => {
    const dockerfile =
      'FROM debian:trixie-slim\n\n# comment\nCOPY . /src\nRUN echo last words \\\n    && exit 3\nRUN true\n';
    const error = await serviceErrorOf(build(dockerfile));
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      details: { line: 5, step: expect.stringContaining('RUN echo last words'), logTail: ['last words'] },
    });
    expect(error.message).toMatch(/exit (code: |status )3/);
  });

  it('names the line in the right one of two stages', async () => {
    const dockerfile = [
      'FROM debian:trixie-slim AS one',
      'RUN ls',
      'FROM debian:trixie-slim',
      'COPY --from=one /etc/os-release /',
      'RUN ls && exit 4',
    ];
    expect(await serviceErrorOf(build(dockerfile.join('\n')))).toMatchObject({ details: { line: 5 } });
  });

  it('names the line of a syntax error', async () => {
    const error = await serviceErrorOf(build('FROM debian:trixie-slim\nRUNN true\n'));
    expect(error).toMatchObject({ code: 'BUILD_FAILED', details: { line: 2 } });
    expect(error.message).toMatch(/unknown instruction/i);
    expect(error.message).not.toMatch(/frontend|LLB|imagebuilder/);
  });

  it('names a base image that cannot be had', async () => {
    const error = await serviceErrorOf(build('FROM no-such-image-anywhere:1.0\n'));
    expect(error).toMatchObject({ code: 'BASE_IMAGE_UNAVAILABLE' });
    expect(error.message).toContain('no-such-image-anywhere:1.0');
  });

  it('sends nothing that .dockerignore excludes, but its exceptions', async () => {
    const events: BuildEvent[] = [];
    await build(
      'FROM debian:trixie-slim\nCOPY . /src\nRUN cd /src && find . -type f | sort | tr "\\n" " "\n',
      {
        '.dockerignore': 'input\n*.env\n!kept.env\n',
        'input/data.json': '{}',
        'secret.env': '',
        'kept.env': '',
        'größe 量子.txt': '',
        // Else the engine takes the step from its cache, where it prints nothing.
        nonce: randomUUID(),
      },
      (event) => events.push(event),
    );
    const log = events.flatMap((event) => (event.type === 'log' ? [event.text] : [])).join('');
    expect(log).toContain('./größe 量子.txt');
    expect(log).toContain('./kept.env');
    expect(log).not.toMatch(/secret\.env|input/);
  });

  it('keeps modes of files, whatever the umask', async () => {
    const umask = process.umask(0o077);
    try {
      await build(
        'FROM debian:trixie-slim\nCOPY a.txt /\nUSER 65532\nRUN test "$(stat -c %a /a.txt)" = 600 && ! cat /a.txt\n',
        {
          'a.txt': randomUUID(),
        },
      );
    } finally {
      process.umask(umask);
    }
  });

  it('ends at once when it is aborted, and leaves neither container nor image', async () => {
    // Podman 4.3 lets a step that has begun go on to its end, out of everybody's reach.
    const seconds = engine.name === 'podman' ? 3 : 300;
    const controller = new AbortController();
    const abandoned = `runner-aborted-${process.pid}:test`;
    const step = `echo up ${process.pid} && sleep ${seconds}`;
    await using folder = await projectFolder({
      'planqk.json': planqk,
      Dockerfile: `FROM debian:trixie-slim\nRUN ${step}\n`,
    });
    const building = engine.runner.build(folder.path, {
      tag: abandoned,
      signal: controller.signal,
      noCache: true,
      onEvent: (event) => event.type === 'log' && event.text.includes('up') && controller.abort(),
    });
    expect(await serviceErrorOf(building)).toMatchObject({ code: 'INTERRUPTED' });
    expect(await engine.client.inspectImage(abandoned)).toBeUndefined();
    const steps = async () => (await commandLines()).filter((command) => command.includes(step));
    await vi.waitFor(async () => expect(await steps()).toEqual([]), 10_000);
  });

  it('is not begun for a signal that was aborted before', async () => {
    await using folder = await projectFolder({ 'planqk.json': planqk, Dockerfile: 'FROM debian:trixie-slim\n' });
    const building = engine.runner.build(folder.path, { tag, signal: AbortSignal.abort() });
    expect(await serviceErrorOf(building)).toMatchObject({ code: 'INTERRUPTED' });
  });

  it('says what is wrong with a name that the engine refuses', async () => {
    await using folder = await projectFolder({ 'planqk.json': planqk, Dockerfile: 'FROM debian:trixie-slim\n' });
    const error = await serviceErrorOf(engine.runner.build(folder.path, { tag: 'Not A Name' }));
    expect(['ENGINE_REFUSED', 'BUILD_FAILED']).toContain(error.code);
  });

  it('removes its own older image when a newer one takes its name', async () => {
    const first = await build('FROM debian:trixie-slim\nRUN echo 1\n');
    const second = await build('FROM debian:trixie-slim\nRUN echo 2\n');
    expect(second.id).not.toBe(first.id);
    expect(await engine.client.inspectImage(first.id)).toBeUndefined();
    expect(await engine.client.inspectImage('debian:trixie-slim')).toBeDefined();
    await engine.client.removeImage(tag);
  });
});

/** What runs on this machine; an engine elsewhere has nothing here. */
async function commandLines(): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return texts.map((text) => text.replaceAll('\0', ' ').trim());
}
