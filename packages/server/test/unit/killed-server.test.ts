import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cleanStore, createServer } from '../../src/index.ts';
import { projectOf } from '../support/folders.ts';

const packageRoot = fileURLToPath(new URL('../../', import.meta.url));
// It says its own id, and stays.
const service = `console.log('PlanQK:Job:InterimResult: ' + process.pid); setTimeout(() => undefined, 600_000);`;
const settings = JSON.stringify({ process: { start: [process.execPath, '-e', service] } });

/** Serves a project in a process of its own, submits a job, and kills that process when the service runs. */
async function killedServer(project: string): Promise<{ readonly id: string; readonly servicePid: number }> {
  const program = `
    const { createServer } = await import('@planqk-service/server');
    const server = await createServer({ project: ${JSON.stringify(project)}, engine: 'process' });
    const answer = await fetch(server.url, { method: 'POST', body: new Blob(['{}'], { type: 'application/json' }) });
    const { id } = await answer.json();
    for (;;) {
      const [pid] = await (await fetch(server.url + '/' + id + '/interim-results')).json();
      if (pid !== undefined) { console.log(JSON.stringify({ id, servicePid: pid })); break; }
    }`;
  const server = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told] = await once(server.stdout, 'data');
  server.kill('SIGKILL');
  await once(server, 'close');
  return JSON.parse(String(told));
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

// Windows has no SIGKILL: what belongs to a process ends with it.
describe.skipIf(process.platform === 'win32')(
  'plain processes of a server that was killed',
  { timeout: 30_000 },
  () => {
    test('are ended by the next server, before it says that their jobs have failed', async () => {
      await using project = await projectOf({ 'planqk-service.json': settings });
      const { id, servicePid } = await killedServer(project.path);
      expect(runs(servicePid)).toBe(true);
      await using server = await createServer({ project: project.path, engine: 'process' });
      expect(await (await fetch(`${server.url}/${id}`)).json()).toMatchObject({ status: 'FAILED' });
      await expect.poll(() => runs(servicePid), { timeout: 10_000 }).toBe(false);
    });

    test('are ended by cleaning all, which asks no engine for containers', async () => {
      await using project = await projectOf({ 'planqk-service.json': settings });
      const { servicePid } = await killedServer(project.path);
      const report = await cleanStore({ dir: project.path, all: true, dockerHost: 'unix:///nonexistent.sock' });
      expect(report).toMatchObject({ removed: 1, kept: 0 });
      expect(existsSync(join(project.path, '.planqk-service', 'serve.db'))).toBe(false);
      await expect.poll(() => runs(servicePid), { timeout: 10_000 }).toBe(false);
    });
  },
);
