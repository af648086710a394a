import {
  type ExecutionFacts,
  type JsonText,
  LogTail,
  OutputReader,
  StderrWatcher,
  type Violation,
} from '@planqk-service/core/runtime';
import type { OutputChunk } from '../engine/port.ts';
import type { ExecutionEvent } from './execution-event.ts';

const keptInterimResults = 10_000;
const keptViolations = 1_000;

/** Everything the outcome needs to know of a service's output. */
export type CollectedOutput = Pick<
  ExecutionFacts,
  'result' | 'invalidResult' | 'interimResults' | 'interimResultCount' | 'violations' | 'logTail'
>;

/** Reads a service's output: tells it as events, and keeps what the outcome needs in bounded memory. */
export class OutputCollector {
  readonly #interim: JsonText[] = [];
  readonly #violations: Violation[] = [];
  readonly #tail = new LogTail();
  readonly #stdout: OutputReader;
  readonly #stderr: StderrWatcher;
  readonly #emit: (event: ExecutionEvent) => void;
  #interimCount = 0;
  #result: JsonText | undefined;
  #invalidResult: CollectedOutput['invalidResult'];

  constructor(emit: (event: ExecutionEvent) => void) {
    this.#emit = emit;
    const onViolation = (violation: Violation) => {
      if (this.#violations.length < keptViolations) this.#violations.push(violation);
      emit({ type: 'violation', violation });
    };
    this.#stderr = new StderrWatcher({ onViolation });
    this.#stdout = new OutputReader({
      onEvent: (event) => {
        if (event.type === 'log') return this.#log('stdout', event.bytes);
        if (event.type === 'violation') return onViolation(event.violation);
        if (event.type === 'invalid-result') {
          this.#invalidResult = event;
          return;
        }
        if (event.type === 'result') this.#result = event.json;
        else this.#addInterim(event.json);
        emit(event);
      },
    });
  }

  push({ stream, bytes }: OutputChunk): void {
    if (stream === 'stdout') {
      this.#stdout.write(bytes);
    } else {
      this.#log('stderr', bytes);
      this.#stderr.write(bytes);
    }
  }

  /** The output is complete. */
  end(): CollectedOutput {
    this.#stdout.end();
    return {
      result: this.#result,
      invalidResult: this.#invalidResult,
      interimResults: this.#interim,
      interimResultCount: this.#interimCount,
      violations: this.#violations,
      logTail: this.#tail.toString(),
    };
  }

  #addInterim(json: JsonText): void {
    this.#interimCount += 1;
    this.#interim.push(json);
    if (this.#interim.length > keptInterimResults) this.#interim.shift();
  }

  #log(stream: OutputChunk['stream'], bytes: Uint8Array): void {
    this.#tail.add(bytes);
    this.#emit({ type: 'log', stream, bytes });
  }
}
