import { clearLine, cursorTo } from 'node:readline';
import type { BuildEvent } from '@planqk-service/runner';
import type { World } from '../world.ts';
import { type Style, styleFor } from './style.ts';
import { formatDuration } from './units.ts';

const widestBar = 20;
const redrawMs = 100;

/**
 * Shows a build on stderr: a line for each finished step, and on a terminal one live line with a bar below them.
 *
 * Call `end` before anything else is printed.
 */
export class BuildProgressView {
  readonly #stderr: World['stderr'];
  readonly #style: Style;
  readonly #live: boolean;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #current: { name: string; startedAt: number } | undefined;
  #done = 0;
  #total = 0;

  /** @param live whether a line can be drawn over; a terminal can, unless it is a dumb one */
  constructor(stderr: World['stderr'], live: boolean = stderr.isTTY === true, now: () => number = Date.now) {
    this.#stderr = stderr;
    this.#style = styleFor(stderr);
    this.#live = live;
    this.#now = now;
    if (this.#live) this.#timer = setInterval(() => this.#draw(), redrawMs);
  }

  readonly onEvent = (event: BuildEvent): void => {
    switch (event.type) {
      case 'progress':
        this.#done = event.done;
        this.#total = event.total;
        break;
      case 'step-started':
        this.#current = { name: oneLine(event.step.name), startedAt: this.#now() };
        break;
      case 'step-finished': {
        const time = event.cached ? 'cached' : formatDuration(event.durationMs);
        this.#print(`${this.#style('green', '✔')} ${oneLine(event.step.name)} ${this.#style('dim', time)}`);
        if (this.#current?.name === oneLine(event.step.name)) this.#current = undefined;
        break;
      }
      case 'log':
        // The lines of a step are shown when it fails; on a terminal the last one is a sign of life.
        break;
    }
    this.#draw();
  };

  end(): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  #print(line: string): void {
    this.#clear();
    this.#stderr.write(`${line}\n`);
  }

  #draw(): void {
    if (!this.#live || this.#current === undefined) return;
    const columns = this.#stderr.columns || 80;
    // On a narrow terminal the step is worth more than the bar.
    const barWidth = Math.min(widestBar, Math.floor(columns / 4));
    const filled = this.#total === 0 ? 0 : Math.round((this.#done / this.#total) * barWidth);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
    const elapsed = formatDuration(this.#now() - this.#current.startedAt);
    const line = `${bar} ${this.#done}/${this.#total} ${this.#current.name} ${elapsed}`;
    this.#clear();
    this.#stderr.write(line.slice(0, Math.max(0, columns - 1)));
  }

  #clear(): void {
    if (!this.#live) return;
    cursorTo(this.#stderr, 0);
    clearLine(this.#stderr, 0);
  }
}

/** Instructions that are continued over several lines keep their indentation in the engine's words. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}
