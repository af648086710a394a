import { stripVTControlCharacters } from 'node:util';
import type { BuildStep } from '@planqk-service/runner';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BuildProgressView } from '../../src/render/build-progress.ts';
import { Recorder } from '../helpers/streams.ts';

const step: BuildStep = { id: '1', name: '[1/2] FROM python:3.13' };
const copy: BuildStep = { id: '2', name: '[2/2] COPY src ./src' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('without a terminal', () => {
  test('each finished step is one line with its time, or that it was cached, and nothing else is printed', () => {
    const stderr = new Recorder();
    const view = new BuildProgressView(stderr);
    view.onEvent({ type: 'progress', done: 0, total: 2 });
    view.onEvent({ type: 'step-started', step });
    view.onEvent({ type: 'log', step, text: 'pulling\n' });
    view.onEvent({ type: 'step-finished', step, durationMs: 1500, cached: false });
    view.onEvent({ type: 'step-finished', step: copy, durationMs: 3, cached: true });
    vi.advanceTimersByTime(1000);
    view.end();
    expect(stderr.text).toBe(`✔ ${step.name} 1.50 s\n✔ ${copy.name} cached\n`);
    expect(stderr.raw).not.toContain('\r');
  });
});

describe('on a terminal', () => {
  test('a bar tells what runs, how far it is and for how long', () => {
    const stderr = new Recorder({ isTTY: true, columns: 100 });
    const view = new BuildProgressView(stderr);
    view.onEvent({ type: 'progress', done: 1, total: 2 });
    view.onEvent({ type: 'step-started', step: copy });
    vi.advanceTimersByTime(2000);
    view.end();
    expect(stderr.text).toContain(`${'█'.repeat(10)}${'░'.repeat(10)} 1/2 ${copy.name} 0 ms`);
    expect(stderr.text).toContain(`1/2 ${copy.name} 2.00 s`);
  });

  test.each([1, 10, 21, 40])('the live line never fills the last of %i columns, where it would wrap', (columns) => {
    const stderr = new Recorder({ isTTY: true, columns });
    const view = new BuildProgressView(stderr);
    view.onEvent({ type: 'step-started', step });
    vi.advanceTimersByTime(300);
    view.end();
    // Every drawing begins by moving the cursor to the first column.
    const lines = stderr.raw.split('\u001B[1G').map(stripVTControlCharacters);
    for (const line of lines) expect(line.length).toBeLessThan(columns);
  });

  test('a narrow one has a narrow bar, so that there is room for the step', () => {
    const stderr = new Recorder({ isTTY: true, columns: 40 });
    const view = new BuildProgressView(stderr);
    view.onEvent({ type: 'progress', done: 1, total: 2 });
    view.onEvent({ type: 'step-started', step: copy });
    view.end();
    expect(stderr.text).toContain(`${'█'.repeat(5)}${'░'.repeat(5)} 1/2 ${copy.name}`);
  });

  test('a terminal that does not know its width counts as 80 columns', () => {
    const stderr = new Recorder({ isTTY: true, columns: 0 });
    const view = new BuildProgressView(stderr);
    view.onEvent({ type: 'step-started', step });
    view.end();
    expect(stderr.text).toContain(step.name);
  });

  test('nothing is drawn after the end, so that what follows is not overwritten', () => {
    const stderr = new Recorder({ isTTY: true, columns: 80 });
    const view = new BuildProgressView(stderr);
    view.onEvent({ type: 'step-started', step });
    view.end();
    const before = stderr.raw;
    vi.advanceTimersByTime(5000);
    expect(stderr.raw).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a finished step replaces the live line', () => {
    const stderr = new Recorder({ isTTY: true, columns: 80 });
    const view = new BuildProgressView(stderr);
    view.onEvent({ type: 'step-started', step });
    view.onEvent({ type: 'step-finished', step, durationMs: 10, cached: false });
    view.end();
    expect(stderr.text.endsWith(`✔ ${step.name} 10 ms\n`)).toBe(true);
  });
});
