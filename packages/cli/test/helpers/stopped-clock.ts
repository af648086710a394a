import type { Clock } from '../../src/client/clock.ts';

/** A clock that is as far as one has slept. */
export class StoppedClock implements Clock {
  time = 0;
  readonly slept: number[] = [];
  now = () => this.time;
  random = () => 0.5;
  sleep = async (ms: number) => {
    this.slept.push(ms);
    this.time += ms;
  };
}
