import type { Outcome } from '@planqk-service/core';
import type { Execution, ExecutionEvent } from '@planqk-service/runner';
import type { World } from '../world.ts';
import { type Style, styleFor } from './style.ts';
import { formatBytes, formatDuration } from './units.ts';
import { WholeLines } from './whole-lines.ts';

const newline = 0x0a;
/** A begun line, such as a question or a bar that moves, is shown after this time. */
const patienceMs = 100;

/** Shows an execution on stderr while it runs. The result is not its business: that is the answer, on stdout. */
export class ExecutionView {
  readonly #stderr: World['stderr'];
  readonly #style: Style;
  readonly #lines = new WholeLines();
  #atLineStart = true;
  #timer: NodeJS.Timeout | undefined;
  #heldSince = 0;

  constructor(stderr: World['stderr']) {
    this.#stderr = stderr;
    this.#style = styleFor(stderr);
  }

  async follow(execution: Execution): Promise<void> {
    try {
      for await (const event of execution) {
        // A slow terminal or pipe slows the service down; nothing piles up here.
        if (!this.#show(event)) await this.#drained();
      }
    } finally {
      this.#showHeld();
    }
  }

  /** Says what is run; `what` is an image, or a folder where there is none. */
  announce(what: string): void {
    this.#line(`${this.#style('cyan', '▶')} ${what}`);
  }

  note(text: string): boolean {
    this.#showHeld();
    return this.#line(`${this.#style('yellow', '!')} ${text}`);
  }

  summarise(outcome: Outcome): void {
    const { usage, durationMs, interimResultCount, exitCode } = outcome;
    const ok = outcome.status === 'SUCCEEDED' && outcome.result !== undefined;
    const facts = [
      `exit code ${exitCode ?? 'unknown'}`,
      formatDuration(durationMs),
      usage.peakMemoryBytes === undefined
        ? 'too short to measure its memory'
        : `peak memory ${formatBytes(usage.peakMemoryBytes)}${usage.memoryLimitBytes === undefined ? '' : ` of ${formatBytes(usage.memoryLimitBytes)}`}`,
      ...(usage.cpuTimeMs === undefined ? [] : [`CPU time ${formatDuration(usage.cpuTimeMs)}`]),
      ...(interimResultCount === 0
        ? []
        : [`${interimResultCount} interim result${interimResultCount === 1 ? '' : 's'}`]),
    ];
    const mark = ok ? this.#style('green', '✔') : this.#style('red', '✘');
    this.#line(`${mark} ${outcome.status} ${this.#style('dim', facts.join(', '))}`);
    if (outcome.oomKilled && outcome.status === 'SUCCEEDED') {
      this.note('A process of the service was killed for want of memory, though the service itself went on.');
    }
  }

  #show(event: ExecutionEvent): boolean {
    switch (event.type) {
      case 'log':
        return this.#showLog(event.stream, event.bytes);
      case 'interim':
        return this.#line(`${this.#style('cyan', `◆ interim result ${event.index + 1}`)} ${event.json.text}`);
      case 'violation':
        return this.note(event.violation.detail);
      case 'warning':
        return this.note(event.text);
      case 'result':
        return true;
    }
  }

  #showLog(stream: 'stdout' | 'stderr', bytes: Uint8Array): boolean {
    const pieces = this.#lines.push(stream, bytes);
    if (this.#lines.isHolding) {
      this.#heldSince = performance.now();
      // One for many pieces: setting a timer for each costs more than showing it.
      this.#timer ??= setTimeout(() => this.#lookAtHeld(), patienceMs);
    }
    return this.#write(pieces);
  }

  #lookAtHeld(): void {
    this.#timer = undefined;
    const patienceLeftMs = this.#heldSince + patienceMs - performance.now();
    if (patienceLeftMs > 0) this.#timer = setTimeout(() => this.#lookAtHeld(), patienceLeftMs);
    else this.#showHeld();
  }

  #showHeld(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#write(this.#lines.take());
  }

  #write(pieces: readonly Uint8Array[]): boolean {
    const shown = pieces.filter(({ length }) => length > 0);
    const last = shown.at(-1);
    if (last === undefined) return true;
    this.#atLineStart = last.at(-1) === newline;
    let hasRoom = true;
    // Together, so that whoever reads is woken once.
    this.#stderr.cork();
    for (const piece of shown) hasRoom = this.#stderr.write(piece);
    this.#stderr.uncork();
    return hasRoom;
  }

  /** The stream takes more, or nobody reads it any longer. */
  #drained(): Promise<void> {
    const stream = this.#stderr;
    if (stream.destroyed || !stream.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        stream.off('drain', done).off('close', done);
        resolve();
      };
      stream.on('drain', done).on('close', done);
    });
  }

  #line(text: string): boolean {
    const lead = this.#atLineStart ? '' : '\n';
    this.#atLineStart = true;
    return this.#stderr.write(`${lead}${text}\n`);
  }
}
