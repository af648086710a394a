import type { ExecutionEvent } from './execution-event.ts';

const highWaterBytes = 1024 * 1024;
/** What it costs to keep an event, beside the log that it holds. */
const bytesPerEvent = 100;

/**
 * Hands events from the one who runs the service to the one who iterates.
 *
 * While somebody iterates, `push` makes the service wait for a slow reader. While nobody does, what cannot be kept is
 * dropped, the log first: an execution must come to its end whether or not anybody looks.
 */
export class EventQueue {
  #events: ExecutionEvent[] = [];
  #bytes = 0;
  /** Whoever is handed an execution has until the next turn of the event loop to begin. */
  #awaited = true;
  #reading = false;
  #closed = false;
  #released = false;
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;

  constructor() {
    setImmediate(() => {
      this.#awaited = false;
      if (!this.#reading) this.#wakeWriter?.();
    });
  }

  /** Resolves when there is room for more. */
  async push(event: ExecutionEvent): Promise<void> {
    this.#events.push(event);
    this.#bytes += sizeOf(event);
    this.#wakeReader?.();
    if (this.#bytes < highWaterBytes) return;
    if (this.#isWaitedFor()) {
      await new Promise<void>((resolve) => {
        this.#wakeWriter = resolve;
      });
    }
    if (!this.#isWaitedFor()) this.#drop();
  }

  #isWaitedFor(): boolean {
    return (this.#reading || this.#awaited) && !this.#released;
  }

  /** From now on nothing waits for a reader: the service is being ended, and a reader may have gone without a word. */
  release(): void {
    this.#released = true;
    this.#wakeWriter?.();
  }

  close(): void {
    this.#closed = true;
    this.#wakeReader?.();
  }

  /** From this call on nothing is dropped, even if the first event is asked for later. */
  read(): AsyncGenerator<ExecutionEvent> {
    if (this.#reading) throw new TypeError('An execution can be iterated once only.');
    this.#reading = true;
    return this.#read();
  }

  async *#read(): AsyncGenerator<ExecutionEvent> {
    try {
      while (true) {
        const event = this.#events.shift();
        if (event !== undefined) {
          this.#bytes -= sizeOf(event);
          if (this.#bytes < highWaterBytes) this.#wakeWriter?.();
          yield event;
        } else if (this.#closed) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.#wakeReader = resolve;
          });
        }
      }
    } finally {
      this.#reading = false;
      this.#wakeWriter?.();
    }
  }

  #drop(): void {
    if (this.#bytes < highWaterBytes) return;
    this.#keep(({ type }) => type !== 'log');
    if (this.#bytes < highWaterBytes) return;
    // Thousands of interim results or violations: the outcome has the ones that matter.
    const half = this.#events.length / 2;
    this.#keep(({ type }, index) => index >= half || type === 'result' || type === 'warning');
  }

  #keep(isKept: (event: ExecutionEvent, index: number) => boolean): void {
    const kept = this.#events.filter(isKept);
    this.#events = kept;
    this.#bytes = kept.reduce((sum, event) => sum + sizeOf(event), 0);
  }
}

/** Results are not weighed: the outcome keeps them anyway. */
function sizeOf(event: ExecutionEvent): number {
  return bytesPerEvent + (event.type === 'log' ? event.bytes.byteLength : 0);
}
