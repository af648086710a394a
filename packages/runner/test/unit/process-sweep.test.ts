import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { describe, expect, it, vi } from 'vitest';
import { createRunner } from '../../src/index.ts';
import { ProcessEngine, type ProcessWorld } from '../../src/process/process-engine.ts';
import { processTable } from '../../src/process/process-table.ts';
import { thisMachine } from '../../src/process/this-machine.ts';
import { projectFolder } from '../support/folders.ts';

const owner = { host: hostname(), pid: process.pid };
const table = processTable(process.platform);
const nobody = 2 ** 22 + 1;

function engineOf(tempDir: string, world: Partial<ProcessWorld> = {}): ProcessEngine {
  return new ProcessEngine({ ...thisMachine(owner), tempDir, ...world });
}

/** A service with a child, run by a program that is then killed with its folders left in `tempDir`. */
async function killedRun(tempDir: string): Promise<number[]> {
  const family = `const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
child.once('spawn', () => console.log('PlanQK:Job:InterimResult: ' + JSON.stringify([process.pid, child.pid])));
setInterval(() => {}, 1e6);`;
  await using project = await projectFolder({
    'service.cjs': family,
    'planqk-service.json': JSON.stringify({ process: { start: [process.execPath, 'service.cjs'] } }),
  });
  const program = `
const { createRunner } = await import(${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)});
const { createInput, loadProject } = await import('@planqk-service/core');
const runner = await createRunner({ engine: 'process' });
const project = await loadProject(${JSON.stringify(project.path)});
const execution = await runner.start(await runner.build(project), createInput({}).input, { project });
for await (const event of execution) if (event.type === 'interim') console.log(event.json.text);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: tempDir, TEMP: tempDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return JSON.parse(line);
}

describe('a sweep of plain processes', () => {
  it('ends the service of a program that was killed, with its children, and removes its folder', async () => {
    await using temp = await projectFolder();
    const family = await killedRun(temp.path);
    const running = async () => (await Promise.all(family.map((pid) => table.startOf(pid)))).filter(Boolean).length;
    expect(await running()).toBe(2);
    await using runner = await createRunner({ engine: engineOf(temp.path) });
    expect(await runner.sweep()).toEqual({ removed: [expect.stringMatching(/^[0-9a-f-]{36}$/)] });
    expect(await readdir(temp.path)).toEqual([]);
    await vi.waitFor(async () => expect(await running()).toBe(0));
    expect(await runner.sweep()).toEqual({ removed: [] });
  });

  /** The record of a run whose owner is gone and whose service had the id of this process. */
  const record = (over: object = {}) =>
    JSON.stringify({
      executionId: 'x',
      owner: { host: owner.host, pid: nobody, start: 'long ago' },
      service: { pid: process.pid, start: 'long ago' },
      ...over,
    });

  it('spares a process that was given the id of a service which has ended', async () => {
    await using temp = await projectFolder({ 'planqk-service-run-1-abc/run.json': record() });
    // This very process would be ended.
    expect(await engineOf(temp.path).sweep()).toEqual({ removed: ['x'] });
    expect(await readdir(temp.path)).toEqual([]);
  });

  it('is not misled by a process that was given the id of the owner', async () => {
    const reused = record({ owner: { ...owner, start: 'long ago' } });
    await using temp = await projectFolder({ 'planqk-service-run-1-abc/run.json': reused });
    expect(await engineOf(temp.path).sweep()).toEqual({ removed: ['x'] });
  });

  it('leaves alone what may be of others: a live owner, another machine, another user, other folders', async () => {
    const ours = { ...owner, start: await table.startOf(owner.pid) };
    await using temp = await projectFolder({
      'planqk-service-run-1-live/run.json': record({ owner: ours }),
      [`planqk-service-run-${owner.pid}-young/input/data.json`]: '{}',
      'planqk-service-run-1-far/run.json': record({ owner: { ...ours, host: 'elsewhere' } }),
      'planqk-service-run-x/run.json': 'no record',
      'something-else/run.json': record(),
    });
    const before = await readdir(temp.path);
    expect(await engineOf(temp.path).sweep()).toEqual({ removed: [] });
    expect(await readdir(temp.path)).toEqual(before);

    await using foreign = await projectFolder({ 'planqk-service-run-1-abc/run.json': record() });
    expect(await engineOf(foreign.path, { uid: 4_711 }).sweep()).toEqual({ removed: [] });
  });

  it('removes what was left before there was a record, or half of one', async () => {
    await using temp = await projectFolder({
      [`planqk-service-run-${nobody}-abc/input/data.json`]: '{}',
      [`planqk-service-run-${nobody}-def/run.json`]: '{"executionId": "x", "ow',
    });
    const { removed } = await engineOf(temp.path).sweep();
    expect(removed.toSorted()).toEqual([`planqk-service-run-${nobody}-abc`, `planqk-service-run-${nobody}-def`]);
    expect(await readdir(temp.path)).toEqual([]);
  });

  it('finds nothing where there is no folder for temporary files', async () => {
    await using temp = await projectFolder();
    expect(await engineOf(`${temp.path}/none`).sweep()).toEqual({ removed: [] });
  });
});
