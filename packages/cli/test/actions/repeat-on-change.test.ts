import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { repeatOnChange } from '../../src/actions/repeat-on-change.ts';
import { testWorld } from '../helpers/world.ts';

function setUp() {
  const world = testWorld();
  const runs: AbortSignal[] = [];
  let change = () => {};
  let watching = 0;
  const watch = (onChange: () => void): AsyncDisposable => {
    watching += 1;
    change = onChange;
    return {
      async [Symbol.asyncDispose]() {
        watching -= 1;
      },
    };
  };
  return { world, runs, watch, change: () => change(), watching: () => watching };
}

test('runs once, says that it waits, and again after each change', async () => {
  const { world, runs, watch, change, watching } = setUp();
  const repeating = repeatOnChange(async (signal) => void runs.push(signal), watch, world);
  await setImmediate();
  expect([runs.length, world.stderr.text]).toEqual([1, 'Waiting for changes (Ctrl-C ends) ...\n']);
  change();
  await setImmediate();
  expect(runs).toHaveLength(2);
  expect(runs[1]?.aborted).toBe(false);
  world.interrupt();
  await repeating;
  expect(watching()).toBe(0);
});

test('a change ends the run that is under way and starts the next one at once', async () => {
  const { world, runs, watch, change } = setUp();
  const untilAborted = async (signal: AbortSignal) => {
    runs.push(signal);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  const repeating = repeatOnChange(
    (signal) => (runs.length === 0 ? untilAborted(signal) : Promise.resolve(void runs.push(signal))),
    watch,
    world,
  );
  change();
  await setImmediate();
  expect(runs).toHaveLength(2);
  expect(world.stderr.text).toBe('Waiting for changes (Ctrl-C ends) ...\n');
  world.interrupt();
  await repeating;
});

test('several changes during one run are one further run', async () => {
  const { world, runs, watch, change } = setUp();
  const repeating = repeatOnChange(
    async (signal) => {
      runs.push(signal);
      if (runs.length === 1) for (let count = 0; count < 5; count += 1) change();
    },
    watch,
    world,
  );
  await setImmediate();
  expect(runs).toHaveLength(2);
  world.interrupt();
  await repeating;
});

test('an interruption during a run is the end: nothing is said and nothing is repeated', async () => {
  const { world, runs, watch } = setUp();
  await repeatOnChange(
    async (signal) => {
      runs.push(signal);
      world.interrupt();
    },
    watch,
    world,
  );
  expect([runs.length, world.stderr.text]).toEqual([1, '']);
});

test('an error of the run ends the watching', async () => {
  const { world, watch, watching } = setUp();
  await expect(repeatOnChange(() => Promise.reject(new Error('bug')), watch, world)).rejects.toThrow('bug');
  expect(watching()).toBe(0);
});
