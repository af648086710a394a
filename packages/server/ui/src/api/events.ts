import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Client } from './client.ts';
import type { ServerEvent } from './types.ts';

/** A server that has said nothing for this long, not even its heartbeat of every 15 s, is taken for gone. */
const silenceMs = 40_000;

/** What a stream of events tells and needs. */
export interface EventsOptions {
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  readonly onEvent: (event: ServerEvent) => void;
}

/** Reads the server's events until the stream ends, which no stream does for a good reason. */
export async function readEvents(client: Client, { signal, onOpen, onEvent }: EventsOptions): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  try {
    const response = await client.request('/events', {
      headers: { Accept: 'text/event-stream' },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    onOpen();
    const messages = response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream({ onComment: heard }));
    const reader = messages?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      heard();
      const event = serverEvent(part.value.event, part.value.data);
      if (event !== undefined) onEvent(event);
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

/** What a message says; undefined for kinds that a newer server may send. */
export function serverEvent(name: string | undefined, data: string): ServerEvent | undefined {
  if (name === 'job') return { type: 'job', job: JSON.parse(data) };
  if (name === 'interim' || name === 'log' || name === 'image') return { ...JSON.parse(data), type: name };
  return undefined;
}

/** How long to wait before attempt number `attempt` (from 0): half a second, doubled each time, at most ten seconds. */
export function backoffMs(attempt: number, random: number): number {
  const longest = Math.min(10_000, 500 * 2 ** attempt);
  return Math.round(longest * (0.75 + random / 4));
}
