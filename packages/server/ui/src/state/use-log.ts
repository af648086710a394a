import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/errors.ts';
import { useApp } from './app.ts';
import { appendLines, createLogBuffer, type LogBuffer } from './log-buffer.ts';
import { createThrottle } from './throttle.ts';

const linesPerCall = 5_000;

export interface LogState {
  readonly buffer: LogBuffer;
  /** Changes whenever the buffer does. */
  readonly version: number;
  readonly complete: boolean;
  readonly problem: string | undefined;
}

/** The log of a job from its first line on, followed as it grows. */
export function useLog(id: string): LogState {
  const { client, connection } = useApp();
  const held = useRef({ id, buffer: createLogBuffer(), next: undefined as string | undefined, complete: false });
  if (held.current.id !== id) held.current = { id, buffer: createLogBuffer(), next: undefined, complete: false };
  const [version, setVersion] = useState(0);
  const [problem, setProblem] = useState<string>();
  const generation = connection.generation.value;

  // Goes on where it was after a new connection.
  useEffect(() => {
    const log = held.current;
    const stop = new AbortController();
    const read = createThrottle(async () => {
      try {
        for (let more = true; more && !log.complete; ) {
          const page = await client.log(id, log.next, linesPerCall, stop.signal);
          if (stop.signal.aborted) return;
          appendLines(log.buffer, page.lines);
          more = page.lines.length > 0;
          log.next = page.next;
          log.complete = page.complete;
          setVersion((before) => before + 1);
        }
        setProblem(undefined);
      } catch (error) {
        if (!stop.signal.aborted) setProblem(messageOf(error));
      }
    }, 100);
    const deaf = connection.listen((event) => {
      if ((event.type === 'log' && event.id === id) || (event.type === 'job' && event.job.id === id)) read();
    });
    read();
    return () => {
      stop.abort();
      deaf();
    };
  }, [id, generation]);

  return { buffer: held.current.buffer, version, complete: held.current.complete, problem };
}
