import { type OutputEvent, OutputReader, type Violation } from '../../src/contract/index.ts';

/** An event as a plain value; neighbouring log events are one, their bytes as latin1. */
export type PlainEvent =
  | { readonly log: string }
  | { readonly interim: string; readonly index: number }
  | { readonly result: string }
  | { readonly invalid: string }
  | { readonly violation: Violation['code']; readonly offset: number };

export interface ReadOptions {
  readonly maxResultBytes?: number;
}

/** What the reader tells about a stream that arrives in these pieces. */
export function readPieces(pieces: readonly Uint8Array[], options: ReadOptions = {}): PlainEvent[] {
  const events: OutputEvent[] = [];
  const reader = new OutputReader({ ...options, onEvent: (event) => events.push(event) });
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return coalesce(events.map(plain));
}

export function readText(text: string, options: ReadOptions = {}): PlainEvent[] {
  return readPieces([Buffer.from(text)], options);
}

/** Joins neighbouring log events. */
export function coalesce(events: readonly PlainEvent[]): PlainEvent[] {
  const joined: PlainEvent[] = [];
  for (const event of events) {
    const before = joined.at(-1);
    if (before !== undefined && 'log' in before && 'log' in event)
      joined[joined.length - 1] = { log: before.log + event.log };
    else joined.push(event);
  }
  return joined;
}

function plain(event: OutputEvent): PlainEvent {
  switch (event.type) {
    case 'log':
      return { log: Buffer.from(event.bytes).toString('latin1') };
    case 'interim':
      return { interim: event.json.text, index: event.index };
    case 'result':
      return { result: event.json.text };
    case 'invalid-result':
      return { invalid: event.reason };
    case 'violation':
      return { violation: event.violation.code, offset: event.violation.offset };
  }
}
