import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/errors.ts';
import { createSeriesReader, type SeriesReader } from '../data/series.ts';
import { useApp } from './app.ts';
import { createThrottle } from './throttle.ts';

export interface InterimState {
  /** Raw JSON texts, oldest first; undefined until the first answer. Grows in place, as `series` does. */
  readonly raw: readonly string[] | undefined;
  readonly series: SeriesReader;
  /** Changes whenever there are more. */
  readonly version: number;
  readonly problem: string | undefined;
}

interface Held {
  readonly id: string;
  readonly raw: string[];
  readonly series: SeriesReader;
  next: string | undefined;
  complete: boolean;
}

/** The interim results of a job from the first one on; those that follow are asked for as they come. */
export function useInterimResults(id: string): InterimState {
  const { client, connection } = useApp();
  const held = useRef<Held>(undefined);
  if (held.current?.id !== id)
    held.current = { id, raw: [], series: createSeriesReader(), next: undefined, complete: false };
  const [version, setVersion] = useState(0);
  const [problem, setProblem] = useState<string>();
  const generation = connection.generation.value;
  const { raw, series, next } = held.current;

  // Goes on where it was after a new connection.
  useEffect(() => {
    const all = held.current as Held;
    const stop = new AbortController();
    const read = createThrottle(async () => {
      try {
        for (let more = true; more && !all.complete; ) {
          const page = await client.interimResults(id, all.next, stop.signal);
          if (stop.signal.aborted) return;
          for (const text of page.results) {
            all.raw.push(text);
            all.series.add(text);
          }
          more = page.results.length > 0;
          all.next = page.next;
          all.complete = page.complete;
          setVersion((before) => before + 1);
        }
        setProblem(undefined);
      } catch (error) {
        if (!stop.signal.aborted) setProblem(messageOf(error));
      }
    }, 250);
    const deaf = connection.listen((event) => {
      if ((event.type === 'interim' && event.id === id) || (event.type === 'job' && event.job.id === id)) read();
    });
    read();
    return () => {
      stop.abort();
      deaf();
    };
  }, [id, generation]);

  return { raw: next === undefined ? undefined : raw, series, version, problem };
}
