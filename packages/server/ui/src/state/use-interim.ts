import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api/errors.ts';
import { useApp } from './app.ts';
import { createThrottle } from './throttle.ts';

export interface InterimState {
  /** Raw JSON texts, oldest first; undefined until the first answer. */
  readonly raw: readonly string[] | undefined;
  readonly problem: string | undefined;
}

/** The interim results of a job, asked for again whenever there are more. `final`: there will be no more. */
export function useInterimResults(id: string, final: boolean): InterimState {
  const { client, connection } = useApp();
  const [state, setState] = useState<InterimState>({ raw: undefined, problem: undefined });
  const generation = connection.generation.value;

  // Read again after a new connection and at the job's end.
  useEffect(() => {
    const stop = new AbortController();
    const load = createThrottle(async () => {
      try {
        const raw = await client.interimResults(id, stop.signal);
        if (!stop.signal.aborted) setState({ raw, problem: undefined });
      } catch (error) {
        if (!stop.signal.aborted) setState(({ raw }) => ({ raw, problem: messageOf(error) }));
      }
    }, 250);
    const deaf = connection.listen((event) => {
      if (event.type === 'interim' && event.id === id) load();
    });
    load();
    return () => {
      stop.abort();
      deaf();
    };
  }, [id, final, generation]);

  return state;
}
