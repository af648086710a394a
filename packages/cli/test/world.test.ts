import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { watchInterruption } from '../src/world.ts';

function watched() {
  const emitter = new EventEmitter();
  return { emitter, interruption: watchInterruption(emitter) };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks to stop, and a second time insists', (signal) => {
  const { emitter, interruption } = watched();
  emitter.emit(signal);
  expect([interruption.requested.aborted, interruption.insisted.aborted]).toEqual([true, false]);
  emitter.emit(signal);
  expect(interruption.insisted.aborted).toBe(true);
});

test('two different signals insist as well', () => {
  const { emitter, interruption } = watched();
  emitter.emit('SIGTERM');
  emitter.emit('SIGINT');
  expect(interruption.insisted.aborted).toBe(true);
});

test('afterwards the signals are nobody’s business again', () => {
  const { emitter, interruption } = watched();
  interruption[Symbol.dispose]();
  expect(emitter.eventNames()).toEqual([]);
  expect(interruption.requested.aborted).toBe(false);
});
