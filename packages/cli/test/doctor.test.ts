import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { fakeEngine } from './helpers/fake-engine.ts';
import { tempDir } from './helpers/temp-dir.ts';

/** No process has it. */
const nobody = 2 ** 22 + 1;
const host = hostname();

const containersOf = (owner: string) => [
  { Id: 'c1', Labels: { 'planqk-service.execution': 'in-a-container', 'planqk-service.owner': owner } },
];
const run = JSON.stringify({ executionId: 'plain', owner: { host, pid: nobody } });

async function doctor(argv: readonly string[], address: string, temp: string) {
  return cli(['doctor', ...argv], { cwd: temp, env: { DOCKER_HOST: address, TMPDIR: temp, TEMP: temp } });
}

describe('doctor tells what it removed of commands that were killed', () => {
  test('in containers and as plain processes', async () => {
    await using engine = await fakeEngine({ containers: containersOf(`${host}/${nobody}`) });
    await using temp = await tempDir({ 'planqk-service-run-1-abc/run.json': run });
    const { stdout } = await doctor(['--json'], engine.address, temp.path);
    expect(JSON.parse(stdout).data.swept).toEqual({ docker: ['in-a-container'], process: ['plain'] });
  });

  test('in words, and only where there was something', async () => {
    await using engine = await fakeEngine({ containers: containersOf(`elsewhere/${nobody}`) });
    await using temp = await tempDir({ 'planqk-service-run-1-abc/run.json': run });
    const first = await doctor([], engine.address, temp.path);
    expect(first.stdout).toContain('left behind: removed 1 run of --engine process, of commands that were killed');
    expect(first.stdout).not.toMatch(/removed \d+ container/);
    expect((await doctor([], engine.address, temp.path)).stdout).not.toContain('left behind');
  });

  test('also where no engine answers', async () => {
    await using temp = await tempDir({ 'planqk-service-run-1-abc/run.json': run });
    const { exitCode, stdout } = await doctor(['--json'], 'unix:///nowhere/planqk-test.sock', temp.path);
    expect([exitCode, JSON.parse(stdout).data.swept]).toEqual([9, { docker: [], process: ['plain'] }]);
  });
});
