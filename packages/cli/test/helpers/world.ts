import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { type World, watchInterruption } from '../../src/world.ts';
import { Recorder } from './streams.ts';

interface TestWorld extends World {
  readonly stdout: Recorder;
  readonly stderr: Recorder;
  /** Sends the signal that Ctrl-C sends. */
  readonly interrupt: () => void;
}

export function testWorld(overrides: Partial<Pick<World, 'cwd' | 'env' | 'platform' | 'stdin'>> = {}): TestWorld {
  const signals = new EventEmitter();
  return {
    cwd: '/',
    env: {},
    platform: 'linux',
    stdin: Readable.from([]),
    ...overrides,
    stdout: new Recorder(),
    stderr: new Recorder(),
    interruption: watchInterruption(signals),
    interrupt: () => void signals.emit('SIGINT'),
  };
}
