import type { OutputEvent } from './output-event.ts';
import type { OutputReaderOptions } from './output-options.ts';
import { OutputReader } from './output-reader.ts';

/** An {@link OutputReader} as a web stream: bytes of stdout in, events out. */
export function createOutputStream(
  options: Omit<OutputReaderOptions, 'onEvent'> = {},
): TransformStream<Uint8Array, OutputEvent> {
  let enqueue: (event: OutputEvent) => void = () => undefined;
  const reader = new OutputReader({ ...options, onEvent: (event) => enqueue(event) });
  return new TransformStream<Uint8Array, OutputEvent>({
    start: (controller) => {
      enqueue = (event) => controller.enqueue(event);
    },
    transform: (chunk) => reader.write(chunk),
    flush: () => reader.end(),
  });
}
