import type { Command, Ended } from './command.ts';
import type { ContainerEvents } from './container-events.ts';

export const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
export type Signal = (typeof signals)[number];

/** A moment in the life of `planqk-service run` at which a signal hits it. */
export interface Phase {
  readonly name: string;
  /** What the probe is told to do. */
  readonly data: object;
  /** Resolves at that moment. */
  readonly moment: (command: Command, events: ContainerEvents) => Promise<unknown>;
  /** Which exit codes a signal that can be handled may lead to. */
  readonly exitCodes: readonly number[];
}

const service = { wait: true };

export const phases: readonly Phase[] = [
  {
    name: 'its build',
    data: service,
    // The step before the one that takes long; BuildKit counts fewer than Podman.
    moment: (command) => command.shows(/✔ \[2\/\d\] COPY/),
    exitCodes: [130],
  },
  {
    name: 'its start',
    data: service,
    moment: (command, events) => events.next('create', command.pid),
    exitCodes: [130],
  },
  {
    name: 'its run',
    data: service,
    moment: (command) => command.shows('ready'),
    exitCodes: [130],
  },
  {
    name: 'the removal',
    data: { print: 'PlanQK:Job:Result: 1\n' },
    moment: (command, events) => events.next('die', command.pid),
    // The service has come to its end: what it answered may still be told.
    exitCodes: [0, 130],
  },
];

/** Hits commands with `signal`, a few at a time; returns how they ended and who they were. */
export async function interrupt(
  count: number,
  signal: Signal,
  start: (index: number) => Command,
  moment: (command: Command) => Promise<unknown>,
): Promise<{ pids: number[]; ends: Ended[] }> {
  const commands: Command[] = [];
  const ends: Ended[] = [];
  const indexes = Array.from({ length: count }, (_, index) => index).values();
  const hitOneAfterTheOther = async () => {
    for (const index of indexes) {
      const command = start(index);
      commands.push(command);
      await moment(command);
      command.kill(signal);
      ends.push(await command.ended);
    }
  };
  await Promise.all(Array.from({ length: 4 }, hitOneAfterTheOther));
  return { pids: commands.map(({ pid }) => pid), ends };
}
