import { ServiceError } from '@planqk-service/core/runtime';
import { execa } from 'execa';
import type { BuildContext } from '../engine/port.ts';

const logTailLines = 20;

/**
 * Runs the commands that prepare a service to run as a process, one after the other.
 *
 * @throws ServiceError BUILD_FAILED, INTERRUPTED
 */
export async function runBuildCommands(
  commands: readonly (readonly string[])[],
  dir: string,
  context: BuildContext,
): Promise<void> {
  for (const [index, argv] of commands.entries()) {
    const step = { id: String(index), name: argv.join(' ') };
    const startedAt = Date.now();
    context.onEvent({ type: 'step-started', step });
    const [command = '', ...args] = argv;
    const child = execa(command, args, {
      cwd: dir,
      all: true,
      reject: false,
      stdin: 'ignore',
      cancelSignal: context.signal,
      buffer: false,
    });
    const tail: string[] = [];
    for await (const line of child.iterable({ from: 'all' })) {
      tail.push(line);
      if (tail.length > logTailLines) tail.shift();
      context.onEvent({ type: 'log', step, text: `${line}\n` });
    }
    const { failed, isCanceled, exitCode, shortMessage } = await child;
    if (isCanceled || context.signal.aborted) throw new ServiceError('INTERRUPTED', { doing: 'building the service' });
    if (failed) {
      const reason = exitCode === undefined ? (shortMessage ?? 'it could not be started') : `exit code ${exitCode}`;
      throw new ServiceError('BUILD_FAILED', { step: '', reason: `"${step.name}" failed: ${reason}`, logTail: tail });
    }
    context.onEvent({ type: 'step-finished', step, durationMs: Date.now() - startedAt, cached: false });
    context.onEvent({ type: 'progress', done: index + 1, total: commands.length });
  }
}
