import type { Duplex } from 'node:stream';
import type { OutputChunk, StartFailure } from '../engine/port.ts';
import { Demultiplexer } from './demux.ts';
import { parseCatatonit, parseStartFailure } from './explain-run.ts';
import type { OutputSource } from './kept-log.ts';
import { asLostConnection } from './lost-connection.ts';

/** Exit codes by which an init process says that it could not execute the command: tini's, and catatonit's. */
const notStartedCodes = new Set([126, 127]);
const catatonitCode = 1;
const startFailureTextLimit = 4_096;

/** The output of a container that was attached to before it was started. */
export class AttachedOutput implements OutputSource {
  readonly #stream: Duplex;

  constructor(stream: Duplex) {
    this.#stream = stream;
  }

  async *read(): AsyncGenerator<OutputChunk> {
    const demultiplexer = new Demultiplexer();
    for await (const chunk of this.#stream) yield* demultiplexer.push(chunk as Buffer);
  }

  close(): void {
    this.#stream.destroy();
  }
}

/** What a service prints, and what its beginning says of a command that could not be executed. */
export class ServiceOutput implements AsyncIterable<OutputChunk> {
  /** Settles when all has been read, or nothing more will be. */
  readonly over: Promise<void>;
  readonly #endReading: () => void;
  readonly #source: OutputSource;
  readonly #command: string;
  #stderrHead = '';
  #closed = false;

  /** @param command the program that the image starts */
  constructor(source: OutputSource, command: string) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.over = promise;
    this.#endReading = resolve;
    this.#source = source;
    this.#command = command;
  }

  /** @throws ServiceError ENGINE_LOST */
  async *[Symbol.asyncIterator](): AsyncGenerator<OutputChunk> {
    try {
      for await (const part of this.#source.read()) {
        if (part.stream === 'stderr' && this.#stderrHead.length < startFailureTextLimit) {
          this.#stderrHead += Buffer.from(part.bytes).toString('latin1', 0, startFailureTextLimit);
        }
        yield part;
      }
    } catch (error) {
      // What we have not closed ourselves has not brought everything, perhaps not the result.
      if (!this.#closed) throw asLostConnection('reading the output', error);
    } finally {
      this.#endReading();
    }
  }

  startFailure(exitCode: number): StartFailure | undefined {
    if (exitCode === catatonitCode) return parseCatatonit(this.#stderrHead, this.#command);
    return notStartedCodes.has(exitCode) ? parseStartFailure(this.#stderrHead) : undefined;
  }

  close(): void {
    this.#closed = true;
    this.#source.close();
  }
}
