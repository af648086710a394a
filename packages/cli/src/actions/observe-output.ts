import { type Inspection, OutputInspector } from '@planqk-service/core';
import type { OutputChunk } from '@planqk-service/runner';
import { inspectionText } from '../render/inspection-text.ts';
import type { World } from '../world.ts';

interface OutputObserver {
  /** Takes a piece of output, as it comes. */
  readonly onOutput: (chunk: OutputChunk) => void;
  /** What the platform will see in it, also told on `stream` if there is one. Call when the output is complete. */
  readonly end: (stream?: World['stderr']) => Inspection;
}

/** Inspects the output of a service while it runs. */
export function observeOutput(): OutputObserver {
  const inspector = new OutputInspector();
  return {
    onOutput({ stream, bytes }) {
      if (stream === 'stdout') inspector.write(bytes);
      else inspector.writeStderr(bytes);
    },
    end(stream) {
      const inspection = inspector.end();
      stream?.write(inspectionText(inspection, stream));
      return inspection;
    },
  };
}
