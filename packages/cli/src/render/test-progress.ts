import { clearLine, cursorTo } from 'node:readline';
import type { CertifyEvent } from '@planqk-service/runner/certify';
import type { World } from '../world.ts';
import { type Style, styleFor } from './style.ts';
import { verdictMarks } from './test-text.ts';
import { formatDuration } from './units.ts';

/** Shows on stderr how tests go: one live line on a terminal, elsewhere a line for each test that is done. */
export class TestProgressView {
  readonly #stderr: World['stderr'];
  readonly #style: Style;
  readonly #live: boolean;
  readonly #total: number;
  readonly #running = new Set<string>();
  #done = 0;
  #failed = 0;

  /** @param live whether a line can be drawn over */
  constructor(stderr: World['stderr'], total: number, live: boolean) {
    this.#stderr = stderr;
    this.#style = styleFor(stderr);
    this.#live = live;
    this.#total = total;
  }

  readonly onEvent = (event: CertifyEvent): void => {
    if (event.type === 'started') this.#running.add(event.id);
    else {
      const { id, status, durationMs } = event.verdict;
      this.#running.delete(id);
      this.#done += 1;
      if (status === 'failed') this.#failed += 1;
      const [colour, mark] = verdictMarks[status];
      if (!this.#live && status !== 'skipped')
        this.#stderr.write(`${this.#style(colour, mark)} ${id} ${this.#style('dim', formatDuration(durationMs))}\n`);
    }
    this.#draw();
  };

  end(): void {
    this.#clear();
  }

  #draw(): void {
    if (!this.#live) return;
    this.#clear();
    const failures = this.#failed === 0 ? '' : `, ${this.#failed} failed`;
    const line = `${this.#done}/${this.#total} tests${failures}  ${[...this.#running].join(' ')}`;
    this.#stderr.write(line.slice(0, Math.max(0, (this.#stderr.columns || 80) - 1)));
  }

  #clear(): void {
    if (!this.#live) return;
    cursorTo(this.#stderr, 0);
    clearLine(this.#stderr, 0);
  }
}
