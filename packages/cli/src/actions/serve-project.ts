import { resolve } from 'node:path';
import { successEnvelope } from '@planqk-service/core';
import type { Server, ServerOptions } from '@planqk-service/server';
import { BuildProgressView } from '../render/build-progress.ts';
import { ServeView } from '../render/serve-view.ts';
import type { World } from '../world.ts';
import { type ChosenScenario, openScenario } from './open-scenario.ts';
import { watchProject } from './watch-project.ts';

interface ServeOptions {
  readonly json: boolean;
  readonly watch: boolean;
  readonly scenario?: ChosenScenario | undefined;
}

/** Serves a project until the user interrupts: first gently, then at once. */
export async function serveProject(
  dir: string,
  options: Omit<ServerOptions, 'project' | 'watch'>,
  { json, watch, scenario }: ServeOptions,
  world: World,
): Promise<void> {
  const { requested, insisted } = world.interruption;
  const view = new ServeView(world.stderr);
  const live = world.stderr.isTTY === true && world.env['TERM'] !== 'dumb';
  const progress = new BuildProgressView(world.stderr, live);
  const project = resolve(world.cwd, dir);
  // What serving loads is much, and no other command needs it.
  const { createServer } = await import('@planqk-service/server');
  const lab = scenario && (await openScenario(scenario, view));
  let server: Server;
  try {
    server = await createServer({
      ...options,
      project,
      scenario: lab,
      signal: requested,
      watch: watch ? (onChange) => watchProject(project, onChange) : undefined,
      onBuildEvent: (event) => progress.onEvent(event),
      onEvent: (event) => view.show(event),
      onWarning: (text) => view.note(text),
    });
  } finally {
    progress.end();
  }
  const { url, port, image } = server;
  world.stdout.write(json ? successEnvelope({ url, port, image, pid: process.pid }, 0) : `Ready: ${url}\n`);
  if (!json) view.note(`Page: ${url}/ui  Specification: ${url}/docs  (Ctrl-C ends)`);
  await aborted(requested);
  view.note('Stopping: no new jobs; running ones may finish. Press Ctrl-C again to stop at once.');
  const { running } = await server.close({ insisted });
  if (running > 0) view.leave(running, dir);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
