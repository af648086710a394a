import { useEffect, useState } from 'preact/hooks';
import { ApiError, messageOf } from '../api/errors.ts';
import type { JobDetails, JobSummary } from '../api/types.ts';
import { useApp } from './app.ts';
import { createThrottle } from './throttle.ts';

export type JobState =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly detail: string }
  | { readonly state: 'known'; readonly job: JobDetails };

/** One job, kept up to date. A job that was known stays on show while the server is away. */
export function useJob(id: string): JobState {
  const { client, connection } = useApp();
  const [state, setState] = useState<JobState & { readonly id: string }>({ state: 'loading', id });
  const generation = connection.generation.value;

  // A new stream of events means that everything is read again.
  useEffect(() => {
    const stop = new AbortController();
    // What events told since the last question: its answer may be older.
    const told = new Map<string, JobSummary>();
    const load = createThrottle(async () => {
      told.clear();
      try {
        const job = await client.job(id, stop.signal);
        if (!stop.signal.aborted) setState({ state: 'known', job: { ...job, ...told.get(id) }, id });
      } catch (error) {
        if (stop.signal.aborted) return;
        const missing = error instanceof ApiError && error.status === 404;
        setState((before) => {
          if (missing) return { state: 'missing', id };
          return before.state === 'known' && before.id === id
            ? before
            : { state: 'failed', detail: messageOf(error), id };
        });
      }
    }, 50);
    const deaf = connection.listen((event) => {
      if (event.type === 'job' && event.job.id === id) {
        told.set(id, event.job);
        setState((before) =>
          before.state === 'known' && before.id === id ? { ...before, job: { ...before.job, ...event.job } } : before,
        );
        load();
      }
      if (event.type === 'interim' && event.id === id)
        setState((before) =>
          before.state === 'known' && before.id === id
            ? { ...before, job: { ...before.job, interimCount: event.count } }
            : before,
        );
    });
    load();
    return () => {
      stop.abort();
      deaf();
    };
  }, [id, generation]);

  return state.id === id ? state : { state: 'loading' };
}
