import type { CreateWorld, Sink } from '@planqk-service/starter-kit/command';
import { styleFor } from './render/style.ts';
import type { World } from './world.ts';

/** The world as the starter kit knows it. */
export function createWorld({ cwd, env, stdin, stdout, stderr, interruption }: World): CreateWorld {
  const sink = (stream: World['stderr']): Sink => ({
    write: (text) => void stream.write(text),
    paint: (style, text) => styleFor(stream)(style, text),
  });
  const signal = interruption.requested;
  return {
    cwd,
    env,
    signal,
    out: sink(stdout),
    err: sink(stderr),
    openTerminal: async () => {
      if (!stdin.isTTY || !stdout.isTTY) return undefined;
      const { clackTerminal } = await import('@planqk-service/starter-kit/terminal');
      return clackTerminal({ input: stdin, output: stdout, signal });
    },
  };
}
