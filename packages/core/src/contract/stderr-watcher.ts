import { asBuffer, newline, unfinishedLength } from './output-bytes.ts';
import { type ContractProfile, profileV1 } from './profile.ts';
import { type Violation, violation } from './violation.ts';

export interface StderrWatcherOptions {
  readonly onViolation: (violation: Violation) => void;
  /** Default: today's contract. */
  readonly profile?: ContractProfile;
}

/**
 * Reports markers on stderr, where they mean nothing: once per line and wherever they stand in it, because loggers
 * put a time or a level in front. It only watches; handing the bytes on is left to the caller.
 *
 * Source: PlanQK documentation, custom containers (stdout only). Our decision: it is reported.
 */
export class StderrWatcher {
  readonly #onViolation: (violation: Violation) => void;
  readonly #prefix: string;
  #carry: Buffer = Buffer.alloc(0);
  #base = 0;
  #lineIsDone = false;

  constructor(options: StderrWatcherOptions) {
    this.#onViolation = options.onViolation;
    this.#prefix = (options.profile ?? profileV1).markers.prefix;
  }

  write(chunk: Uint8Array): void {
    const fresh = asBuffer(chunk);
    const bytes = this.#carry.length === 0 ? fresh : Buffer.concat([this.#carry, fresh]);
    let at = 0;
    let keep = 0;
    while (at < bytes.length) {
      const found = bytes.indexOf(this.#lineIsDone ? newline : this.#prefix, at);
      if (found === -1) {
        keep = this.#lineIsDone ? 0 : unfinishedLength(bytes, at, this.#prefix);
        break;
      }
      if (!this.#lineIsDone) this.#onViolation(violation('STDERR_MARKER', this.#base + found));
      this.#lineIsDone = !this.#lineIsDone;
      at = found + 1;
    }
    this.#carry = Buffer.from(bytes.subarray(bytes.length - keep));
    this.#base += bytes.length - keep;
  }
}
