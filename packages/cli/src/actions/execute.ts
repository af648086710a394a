import type { Outcome, Project, ServiceInput } from '@planqk-service/core';
import type { Image, Runner, StartOptions } from '@planqk-service/runner';
import { ExecutionView } from '../render/execution-view.ts';
import type { World } from '../world.ts';

export interface ExecuteOptions {
  readonly start: Omit<StartOptions, 'project' | 'signal'>;
  readonly warnings: readonly string[];
  /** Ends this execution only, beside the user's own interruption. */
  readonly signal?: AbortSignal;
}

export interface Executed {
  readonly outcome: Outcome;
  /** What crashed runs have left behind is gone. Wait for it behind the answer, not in front. */
  readonly swept: Promise<unknown>;
}

/** Runs a service once, shows it live on stderr and sums it up; what it comes to is the caller's to tell. */
export async function execute(
  runner: Runner,
  image: Image,
  input: ServiceInput,
  project: Project | undefined,
  world: World,
  { start, warnings, signal }: ExecuteOptions,
): Promise<Executed> {
  const { requested, insisted } = world.interruption;
  const view = new ExecutionView(world.stderr);
  view.announce(image.reference);
  for (const warning of warnings) view.note(warning);

  const stop = signal === undefined ? requested : AbortSignal.any([requested, signal]);
  const execution = await runner.start(image, input, { ...start, project, signal: stop });
  const onRequest = () => view.note('Stopping the service; press Ctrl-C again to end it at once.');
  const onInsist = () => void execution.kill();
  requested.addEventListener('abort', onRequest, { once: true });
  insisted.addEventListener('abort', onInsist, { once: true });
  const swept = runner.sweep().catch(() => undefined);
  let endedByItself = false;
  try {
    await view.follow(execution);
    const outcome = await execution.outcome;
    endedByItself = outcome.status !== 'CANCELLED';
    view.summarise(outcome);
    return { outcome, swept };
  } finally {
    // The engine removes what has ended by itself: whoever waits for the result need not wait for that too.
    if (!endedByItself) await execution[Symbol.asyncDispose]();
    requested.removeEventListener('abort', onRequest);
    insisted.removeEventListener('abort', onInsist);
  }
}
