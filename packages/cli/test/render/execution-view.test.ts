import { JsonText, type Outcome, settle } from '@planqk-service/core';
import type { Execution, ExecutionEvent } from '@planqk-service/runner';
import { describe, expect, test } from 'vitest';
import { ExecutionView } from '../../src/render/execution-view.ts';
import { Recorder, SlowReader } from '../helpers/streams.ts';

const log = (text: string): ExecutionEvent => ({ type: 'log', stream: 'stdout', bytes: Buffer.from(text) });
const interim: ExecutionEvent = { type: 'interim', json: JsonText.from('{"shots":1.0}', 'interim'), index: 0 };
const violation: ExecutionEvent = {
  type: 'violation',
  violation: { code: 'DUPLICATE_RESULT', detail: 'Only the first result counts.', offset: 0 },
};

function execution(events: Iterable<ExecutionEvent>): Execution {
  return {
    async *[Symbol.asyncIterator]() {
      yield* events;
    },
  } as unknown as Execution;
}

async function shown(...events: ExecutionEvent[]): Promise<string> {
  const stderr = new Recorder();
  await new ExecutionView(stderr).follow(execution(events));
  return stderr.text;
}

function outcome(facts: Partial<Parameters<typeof settle>[0]> = {}): Outcome {
  return settle({
    exitCode: 0,
    oomKilled: false,
    interimResults: [],
    interimResultCount: 0,
    violations: [],
    startedAt: new Date(0),
    endedAt: new Date(1500),
    usage: { samples: 0 },
    logTail: '',
    result: JsonText.from('1', 'result'),
    ...facts,
  });
}

function summary(of: Outcome): string {
  const stderr = new Recorder();
  new ExecutionView(stderr).summarise(of);
  return stderr.text;
}

describe('while a service runs', () => {
  test('its log is shown byte for byte, also where a character is cut', async () => {
    const bytes = Buffer.from('käse\n');
    const cut: ExecutionEvent[] = [0, 1, 2, 3, 4, 5].map((at) => ({
      type: 'log',
      stream: 'stderr',
      bytes: bytes.subarray(at, at + 1),
    }));
    expect(await shown(...cut)).toBe('käse\n');
  });

  test('interim results stand on lines of their own, with their JSON as it was printed', async () => {
    expect(await shown(log('a\n'), interim, log('b\n'))).toBe('a\n◆ interim result 1 {"shots":1.0}\nb\n');
  });

  test('an interim result does not cut a line that the service writes in pieces', async () => {
    const piece = (text: string): ExecutionEvent => ({ type: 'log', stream: 'stderr', bytes: Buffer.from(text) });
    expect(await shown(piece('sampling 10'), interim, piece('24 shots\n'), log('b\n'))).toBe(
      '◆ interim result 1 {"shots":1.0}\nsampling 1024 shots\nb\n',
    );
  });

  test('a line that is begun and not ended is shown after a moment, as a question would be', async () => {
    const stderr = new Recorder();
    const asked = Promise.withResolvers<void>();
    const events = async function* () {
      yield log('continue? ');
      await asked.promise;
      yield log('yes\n');
    };
    const following = new ExecutionView(stderr).follow({ [Symbol.asyncIterator]: events } as unknown as Execution);
    await expect.poll(() => stderr.text).toBe('continue? ');
    asked.resolve();
    await following;
    expect(stderr.text).toBe('continue? yes\n');
  });

  test('what we say never continues a line of the service', async () => {
    expect(await shown(log('working'), violation, violation)).toBe(
      'working\n! Only the first result counts.\n! Only the first result counts.\n',
    );
  });

  test('an empty piece of log does not count as half a line', async () => {
    expect(await shown(log('a\n'), log(''), interim)).toBe('a\n◆ interim result 1 {"shots":1.0}\n');
  });

  test('the result is not shown: it is the answer, on stdout', async () => {
    expect(await shown({ type: 'result', json: JsonText.from('1', 'result') })).toBe('');
  });

  test('a reader that is slow slows the service down instead of filling the memory', async () => {
    const stderr = new SlowReader();
    let taken = 0;
    const events = function* () {
      for (; taken < 3; taken += 1) yield log('line\n');
    };
    const following = new ExecutionView(stderr).follow(execution(events()));
    await new Promise(setImmediate);
    expect(taken).toBe(0);
    while (taken < 3) {
      stderr.release();
      await new Promise(setImmediate);
    }
    await following;
  });

  test('a reader that has gone does not hold the service up', async () => {
    const stderr = new SlowReader();
    const following = new ExecutionView(stderr).follow(execution([log('a\n'), log('b\n'), interim]));
    await new Promise(setImmediate);
    stderr.destroy();
    await following;
    expect(stderr.listenerCount('drain') + stderr.listenerCount('close')).toBe(0);
  });
});

describe('at the end', () => {
  test('one line tells how it went, how long it took and what it used', () => {
    const usage = { samples: 3, peakMemoryBytes: 12 * 1024 ** 2, memoryLimitBytes: 1024 ** 3, cpuTimeMs: 900 };
    expect(summary(outcome({ usage, interimResultCount: 2 }))).toBe(
      '✔ SUCCEEDED exit code 0, 1.50 s, peak memory 12 MB of 1 GB, CPU time 900 ms, 2 interim results\n',
    );
  });

  test('what could not be measured is said, not invented', () => {
    expect(summary(outcome())).toBe('✔ SUCCEEDED exit code 0, 1.50 s, too short to measure its memory\n');
  });

  test('a success without a result has no tick', () => {
    expect(summary(outcome({ result: undefined }))).toMatch(/^✘ SUCCEEDED/);
  });

  test('a service that we stopped may have no exit code', () => {
    expect(summary(outcome({ exitCode: null, stopped: { by: 'cancel' } }))).toMatch(/^✘ CANCELLED exit code unknown/);
  });

  test('a process killed for its memory is told even when the service succeeded', () => {
    expect(summary(outcome({ oomKilled: true }))).toContain('was killed for want of memory');
  });
});
