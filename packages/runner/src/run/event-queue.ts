import type { ExecutionEvent } from './execution-event.ts';

const highWaterBytes = 1024 * 1024;

/**
 * Hands events from the one who runs the service to the one who iterates.
 *
 * While somebody iterates, `push` makes the service wait for a slow reader. While nobody does, what cannot be kept is
 * dropped, oldest log first: an execution must come to its end whether or not anybody looks.
 */
export class EventQueue {
  readonly #events: ExecutionEvent[] = [];
  #bytes = 0;
  #reading = false;
  #closed = false;
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;

  /** Resolves when there is room for more. */
  async push(event: ExecutionEvent): Promise<void> {
    this.#events.push(event);
    this.#bytes += sizeOf(event);
    this.#wakeReader?.();
    if (this.#bytes < highWaterBytes) return;
    if (!this.#reading) return this.#dropLogs();
    await new Promise<void>((resolve) => {
      this.#wakeWriter = resolve;
    });
  }

  close(): void {
    this.#closed = true;
    this.#wakeReader?.();
  }

  async *read(): AsyncGenerator<ExecutionEvent> {
    if (this.#reading) throw new TypeError('An execution can be iterated once only.');
    this.#reading = true;
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

  #dropLogs(): void {
    const kept = this.#events.filter(({ type }) => type !== 'log');
    this.#events.splice(0, this.#events.length, ...kept);
    this.#bytes = kept.reduce((sum, event) => sum + sizeOf(event), 0);
  }
}

/** Only the log is weighed: results are kept in the outcome anyway. */
function sizeOf(event: ExecutionEvent): number {
  return event.type === 'log' ? event.bytes.byteLength : 0;
}
