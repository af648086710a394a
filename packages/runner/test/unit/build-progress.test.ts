import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BuildProgress } from '../../src/docker/build-progress.ts';
import { decodeTrace } from '../../src/docker/buildkit-trace.ts';
import type { BuildEvent } from '../../src/index.ts';

// Recorded from Docker 20.10 and Podman 4.3.
type Recording = `${'steps' | 'failing' | 'parallel' | 'missing-base' | 'syntax-error'}.${'docker' | 'podman'}`;

function messagesOf(recording: Recording): Record<string, unknown>[] {
  const text = readFileSync(new URL(`../fixtures/${recording}.jsonl`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function replay(recording: Recording): { events: BuildEvent[]; progress: BuildProgress } {
  const events: BuildEvent[] = [];
  const progress = new BuildProgress((event) => events.push(event));
  for (const message of messagesOf(recording)) progress.push(message);
  progress.end();
  return { events, progress };
}

const namesOf = (events: readonly BuildEvent[], type: 'step-started' | 'step-finished') =>
  events.flatMap((event) => (event.type === type ? [event.step.name] : []));
const logOf = (events: readonly BuildEvent[]) =>
  events.flatMap((event) => (event.type === 'log' ? [event.text] : [])).join('');
const last = (events: readonly BuildEvent[]) => events.findLast(({ type }) => type === 'progress');

describe('BuildProgress', () => {
  it("tells the author's steps of a BuildKit build, with time and log, and none of its errands", () => {
    const { events, progress } = replay('steps.docker');
    expect(namesOf(events, 'step-finished').sort()).toEqual([
      '[build 1/2] FROM docker.io/library/debian:trixie-slim',
      '[build 2/2] RUN echo one && echo two >&2',
      '[stage-1 2/2] COPY --from=build /etc/os-release /copied',
    ]);
    expect(logOf(events)).toContain('one\n');
    expect(logOf(events)).toContain('two\n');
    const run = events.find((event) => event.type === 'step-finished' && event.step.name.includes('RUN'));
    expect(run).toMatchObject({ cached: false, durationMs: expect.any(Number) });
    expect(run?.type === 'step-finished' && run.durationMs).toBeGreaterThan(10);
    expect(last(events)).toMatchObject({ done: 3, total: 3 });
    expect(progress.failure).toBeUndefined();
  });

  it('tells the steps of every stage of a Podman build, and nothing of layers and tags', () => {
    const { events, progress } = replay('steps.podman');
    const steps = [
      '[1/2 1/2] FROM debian:trixie-slim AS build',
      '[1/2 2/2] RUN echo one && echo two >&2',
      '[2/2 1/3] FROM debian:trixie-slim',
      '[2/2 2/3] COPY --from=build /etc/os-release /copied',
      '[2/2 3/3] ENTRYPOINT ["true"]',
    ];
    expect(namesOf(events, 'step-started')).toEqual(steps);
    expect(namesOf(events, 'step-finished')).toEqual(steps);
    expect(logOf(events).split('\n').sort()).toEqual(['', 'one', 'two']);
    expect(last(events)).toEqual({ type: 'progress', done: 4, total: 5 });
    expect(progress.failure).toBeUndefined();
  });

  it('gives each step of a Podman build an identifier of its own', () => {
    const ids = replay('steps.podman').events.flatMap((event) =>
      event.type === 'step-started' ? [event.step.id] : [],
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(['docker', 'podman'] as const)('names the failing step with its last lines (%s)', (engine) => {
    const { events, progress } = replay(`failing.${engine}`);
    expect(progress.failure).toMatchObject({ reason: expect.stringMatching(/exit (code: |status )3/) });
    expect(progress.failure?.step).toContain('RUN echo first line');
    expect(progress.failure?.logTail.toSorted()).toEqual(['first line', 'last words']);
    expect(namesOf(events, 'step-finished').join()).not.toContain('RUN');
  });

  it.each(['docker', 'podman'] as const)('names the step that failed, not the one beside it (%s)', (engine) => {
    expect(replay(`parallel.${engine}`).progress.failure).toMatchObject({
      step: expect.stringContaining('RUN sleep 1'),
      logTail: ['this broke'],
    });
  });

  it('does not blame a step that was cancelled, even when it is told first', () => {
    const traces = messagesOf('parallel.docker');
    const progress = new BuildProgress(() => undefined);
    for (const message of traces.toReversed()) progress.push(message);
    expect(progress.failure?.step).toContain('RUN sleep 1');
  });

  it.each(['docker', 'podman'] as const)('tells which step looked for a base image (%s)', (engine) => {
    expect(replay(`missing-base.${engine}`).progress.failure?.step).toContain('no-such-image-anywhere:1.0');
  });

  it('measures the steps of a classic builder itself', () => {
    const events: BuildEvent[] = [];
    let now = 100;
    const progress = new BuildProgress(
      (event) => events.push(event),
      () => now,
    );
    progress.push({ stream: 'Step 1/2 : FROM x\n' });
    progress.push({ stream: ' ---> 0123456789ab\n' });
    now = 350;
    progress.push({ stream: 'Step 2/2 : RUN y\n' });
    progress.push({ stream: ' ---> Using cache\n' });
    progress.end();
    expect(events.filter(({ type }) => type === 'step-finished')).toEqual([
      { type: 'step-finished', step: { id: '1/2', name: '[1/2] FROM x' }, durationMs: 250, cached: false },
      { type: 'step-finished', step: { id: '2/2', name: '[2/2] RUN y' }, durationMs: 0, cached: true },
    ]);
    expect(logOf(events)).toBe('');
  });

  it('keeps only the last lines of a long log', () => {
    const progress = new BuildProgress(() => undefined);
    progress.push({ stream: 'STEP 1/1: RUN long\n' });
    for (let line = 1; line <= 100; line += 1) progress.push({ stream: `line ${line}\r\n` });
    progress.push({ error: 'it failed' });
    expect(progress.failure?.logTail).toHaveLength(20);
    expect(progress.failure?.logTail.at(-1)).toBe('line 100');
  });
});

describe('decodeTrace', () => {
  const traces = messagesOf('failing.docker').flatMap(({ id, aux }) =>
    id === 'moby.buildkit.trace' ? [decodeTrace(aux as string)] : [],
  );

  it('reads names, times in milliseconds and errors of vertexes', () => {
    const finished = traces.flatMap(({ vertexes }) => vertexes).filter(({ completed }) => completed !== undefined);
    expect(finished.length).toBeGreaterThan(2);
    for (const { digest, started = 0, completed = 0 } of finished) {
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(started).toBeGreaterThan(1.7e12);
      expect(completed).toBeGreaterThanOrEqual(started);
    }
    expect(finished.find(({ error }) => error !== '')?.name).toContain('RUN echo first line');
  });

  it('reads the log of a vertex', () => {
    const logs = traces.flatMap(({ logs }) => logs);
    expect(logs.map(({ text }) => text).join('')).toContain('last words');
  });

  it('knows times that have not come as undefined', () => {
    expect(traces.flatMap(({ vertexes }) => vertexes).some(({ started }) => started === undefined)).toBe(true);
  });
});
