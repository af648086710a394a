import type { Readable, Writable } from 'node:stream';

/** What the commands touch of the process they run in. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  readonly stdout: Writable & { readonly isTTY?: boolean | undefined };
  readonly stderr: Writable & {
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
  };
  readonly interruption: Interruption;
}

/** Ctrl-C and its relatives: the first asks to stop, the second insists. */
export interface Interruption extends Disposable {
  readonly requested: AbortSignal;
  readonly insisted: AbortSignal;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the signals of `emitter` (the process) into two abort signals until it is disposed. */
export function watchInterruption(emitter: Pick<NodeJS.EventEmitter, 'on' | 'off'>): Interruption {
  const requested = new AbortController();
  const insisted = new AbortController();
  const onSignal = () => (requested.signal.aborted ? insisted : requested).abort();
  for (const signal of signals) emitter.on(signal, onSignal);
  return {
    requested: requested.signal,
    insisted: insisted.signal,
    [Symbol.dispose]() {
      for (const signal of signals) emitter.off(signal, onSignal);
    },
  };
}
