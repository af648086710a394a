import { createInput } from '@planqk-service/core';
import { createRunner, type Runner, type StartOptions } from '../../src/index.ts';
import { MemoryEngine, type MemoryService } from '../../src/testing/index.ts';

/** A runner on an engine whose services are `service`. */
export async function runnerFor(service: MemoryService): Promise<{ engine: MemoryEngine; runner: Runner }> {
  const engine = new MemoryEngine({ service });
  return { engine, runner: await createRunner({ engine }) };
}

/** Starts `service` once. */
export async function startService(service: MemoryService, options: StartOptions = {}) {
  const { engine, runner } = await runnerFor(service);
  const execution = await runner.start(engine.addImage('sample'), createInput().input, options);
  return { engine, runner, execution };
}

/** Resolves when `signal` is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
