import { isFinal } from '@planqk-service/core';
import type { ServerEvent } from '@planqk-service/server';
import type { World } from '../world.ts';
import { type Style, styleFor } from './style.ts';
import { formatDuration } from './units.ts';

/** Shows on stderr what a server does: jobs that have ended, builds, and what is odd. */
export class ServeView {
  readonly #stderr: World['stderr'];
  readonly #style: Style;

  constructor(stderr: World['stderr']) {
    this.#stderr = stderr;
    this.#style = styleFor(stderr);
  }

  show(event: ServerEvent): void {
    if (event.type === 'image') {
      if (event.state === 'building') this.#line('cyan', '▶', 'The project has changed: building it again.');
      else if (event.state === 'ready') this.#line('green', '✔', `New jobs run on ${event.image} as it is now.`);
      else this.#line('red', '✘', `The build failed, new jobs run on the last good image. ${event.detail ?? ''}`);
    }
    if (event.type !== 'job') return;
    const { id, status, startedAt, endedAt, error } = event.job;
    if (status === 'UNKNOWN') this.#line('yellow', '?', `${id} UNKNOWN: the engine does not answer`);
    if (!isFinal(status)) return;
    const took = startedAt === undefined || endedAt === undefined ? '' : ` in ${formatDuration(endedAt - startedAt)}`;
    const ok = status === 'SUCCEEDED';
    this.#line(ok ? 'green' : 'red', ok ? '✔' : '✘', `${id} ${status}${took}${error ? `: ${error.detail}` : ''}`);
  }

  note(text: string): void {
    this.#line('yellow', '!', text);
  }

  /** Says what becomes of jobs that outlive the server. */
  leave(running: number, dir: string): void {
    const jobs = running === 1 ? 'One job still runs' : `${running} jobs still run`;
    this.note(`${jobs} on the engine; the next "planqk-service serve ${dir}" takes over.`);
    this.note(`To end and remove everything instead: planqk-service clean ${dir} --all`);
  }

  #line(colour: Parameters<Style>[0], mark: string, text: string): void {
    this.#stderr.write(`${this.#style(colour, mark)} ${text}\n`);
  }
}
