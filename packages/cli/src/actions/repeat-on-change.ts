import type { World } from '../world.ts';

/** Build and run; `signal` is aborted when the project has changed meanwhile. */
type Repeated = (signal: AbortSignal) => Promise<void>;

/**
 * Does `action`, and again after each change, until the user interrupts. A change during the action ends it early.
 *
 * @param watch starts watching; passed in so that tests can make changes happen
 */
export async function repeatOnChange(
  action: Repeated,
  watch: (onChange: () => void) => AsyncDisposable,
  { interruption, stderr }: Pick<World, 'interruption' | 'stderr'>,
): Promise<void> {
  let changed = new AbortController();
  await using _watching = watch(() => changed.abort());
  while (!interruption.requested.aborted) {
    await action(changed.signal);
    if (!interruption.requested.aborted && !changed.signal.aborted)
      stderr.write('Waiting for changes (Ctrl-C ends) ...\n');
    await aborted(AbortSignal.any([changed.signal, interruption.requested]));
    changed = new AbortController();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
