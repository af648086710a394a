import type { World } from '../world.ts';
import { type Style, styleFor } from './style.ts';

/** Shows on stderr what a client learns of a job. */
export class JobView {
  readonly #stderr: World['stderr'];
  readonly #style: Style;
  #lastTrouble = '';

  constructor(stderr: World['stderr']) {
    this.#stderr = stderr;
    this.#style = styleFor(stderr);
  }

  /** The id comes first: with it, nothing that follows can make a user lose the job. */
  accepted(id: string, base: string): void {
    this.#line(`${this.#style('cyan', '▶')} job ${id} at ${base}`);
  }

  status(status: string): void {
    this.#lastTrouble = '';
    this.#line(`${this.#style('dim', '·')} ${status}`);
  }

  interim(text: string, index: number): void {
    this.#lastTrouble = '';
    this.#line(`${this.#style('cyan', `◆ interim result ${index + 1}`)} ${text}`);
  }

  note(text: string): void {
    this.#line(`${this.#style('yellow', '!')} ${text}`);
  }

  /** The same trouble again and again is told once. */
  trouble(text: string): void {
    if (text === this.#lastTrouble) return;
    this.#lastTrouble = text;
    this.note(text);
  }

  ended(status: string, ok: boolean): void {
    this.#line(ok ? `${this.#style('green', '✔')} ${status}` : `${this.#style('red', '✘')} ${status}`);
  }

  #line(text: string): void {
    this.#stderr.write(`${text}\n`);
  }
}
