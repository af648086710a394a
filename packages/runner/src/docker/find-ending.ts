import { ServiceError } from '@planqk-service/core/runtime';
import type { EngineExit, EngineUsage } from '../engine/port.ts';
import type { ContainerDetails } from './client.ts';
import type { Ending } from './container-watch.ts';
import { engineWords } from './explain-run.ts';
import { asLostConnection } from './lost-connection.ts';

/** How a container ended, by the first account of it: what was `told` by itself, or the answer to a question. */
export async function findEnding(
  told: Promise<Ending>,
  ask: (answered: AbortSignal) => Promise<Ending>,
): Promise<Ending> {
  const answered = new AbortController();
  const asked = ask(answered.signal);
  try {
    return await Promise.any([told, asked]);
  } catch {
    return await asked;
  } finally {
    answered.abort();
  }
}

/** The ending that an engine remembers of a container that is still there. */
export function endingOf({ State }: ContainerDetails): Ending {
  return {
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    startedAt: new Date(State.StartedAt),
    endedAt: new Date(State.FinishedAt),
  };
}

export function toExit(ending: Ending, usage: EngineUsage): EngineExit {
  const { startedAt, endedAt } = ending;
  // Podman takes the two times in different processes, and may write down an end before the start.
  return { ...ending, endedAt: new Date(Math.max(Number(endedAt), Number(startedAt))), usage };
}

/** What it means that nobody can tell any more how a container ended. */
export function explainLoss(error: unknown): unknown {
  const { statusCode, message } = error as { statusCode?: number; message: string };
  const doing = 'running the service';
  if (statusCode === undefined) return asLostConnection(doing, error);
  const reason = statusCode === 404 ? 'somebody removed its container' : engineWords(message);
  return new ServiceError('ENGINE_LOST', { doing, reason }, { cause: error });
}
