import { readdirSync } from 'node:fs';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment } from '../src/bins.ts';
import { whyMissing } from '../src/cells.ts';
import { finish } from '../src/command.ts';
import { ContainerEvents } from '../src/container-events.ts';
import { clientOf, leftBy } from '../src/containers.ts';
import { faults, makeFault } from '../src/faults.ts';
import { fixtures } from '../src/paths.ts';
import { makeProbe } from '../src/projects.ts';
import { service, startService } from '../src/service.ts';
import { starters } from '../src/shared.ts';
import { hostOf, suite } from '../src/suite.ts';

interface Verdict {
  readonly id: string;
  readonly status: 'passed' | 'warned' | 'failed' | 'skipped';
  readonly findings: readonly { readonly message: string }[];
}

const env = { DOCKER_HOST: hostOf('docker') };

async function certify(dir: string, ...args: string[]): Promise<{ exitCode: number | null; verdicts: Verdict[] }> {
  const { exitCode, stdout, stderr } = await service(['test', dir, '--deterministic', '--json', ...args], { env });
  const verdicts = JSON.parse(stdout).data?.verdicts;
  expect(verdicts, stdout + stderr).toBeDefined();
  return { exitCode, verdicts };
}

function statuses(verdicts: readonly Verdict[], ...wanted: Verdict['status'][]): Record<string, string> {
  const chosen = verdicts.filter(({ status }) => wanted.includes(status));
  return Object.fromEntries(chosen.map(({ id, status }) => [id.replace('probe/', ''), status]));
}

describe.skipIf(whyMissing('python', 'docker'))('planqk-service test', () => {
  test('there is a folder for every planted fault, and none besides', () => {
    const folders = readdirSync(join(fixtures, 'faults')).filter((name) => name !== 'common');
    expect(faults.map(({ name }) => name).toSorted()).toEqual(folders.toSorted());
  });

  for (const { name, caughtBy, also = {}, because = 'nothing else is wrong', says, givesNoResult } of faults) {
    test.concurrent(`catches ${name}`, { timeout: 180_000 }, async ({ expect }) => {
      const { exitCode, verdicts } = await certify(await makeFault(name), '--grace', '1s');
      expect(statuses(verdicts, 'failed', 'warned'), because).toEqual({ ...caughtBy, ...also });
      const told = verdicts.flatMap(({ findings }) => findings.map(({ message }) => message));
      expect(told.join('\n')).toMatch(says);
      expect(Object.keys(statuses(verdicts, 'skipped')).length > 0).toBe(givesNoResult === true);
      const hasFailed = [caughtBy, also].some((found) => Object.values(found).includes('failed'));
      expect(exitCode).toBe(hasFailed ? 3 : 0);
    });
  }

  test.for(starters)('finds nothing in a new project of the %s starter', { timeout: 180_000 }, async (starter) => {
    const { exitCode, verdicts } = await certify(suite.projects[starter].dir, '--max-warnings', '0');
    expect(statuses(verdicts, 'failed', 'warned', 'skipped')).toEqual({});
    expect(verdicts.length).toBeGreaterThanOrEqual(17);
    expect(exitCode).toBe(0);
  });

  test('leaves no container behind when it is interrupted in the middle of its tests', async () => {
    const client = clientOf(env.DOCKER_HOST ?? '');
    const events = await ContainerEvents.of(client);
    const dir = await makeProbe('interrupted-tests');
    const command = startService(['test', dir, '--data', '{"wait": true}', '--concurrency', '3', '--grace', '1s'], {
      env,
    });
    await events.next('start', command.pid);
    command.kill('SIGINT');
    const { exitCode, stdout, stderr } = await command.ended;
    events[Symbol.dispose]();
    expect([exitCode, stdout], stderr).toEqual([130, '']);
    expect(stderr).toMatch(/^Error: Interrupted while .*\nTry: .*INTERRUPTED/m);
    expect(await leftBy(client, [command.pid])).toEqual([]);
  });

  test('the workflow for GitHub does what it says', { timeout: 180_000 }, async () => {
    const dir = join(suite.folder, 'workflow');
    await cp(suite.projects.python.dir, dir, { recursive: true });
    expect(await service(['ci', 'github', dir])).toMatchObject({ exitCode: 0 });
    const workflow = await readFile(join(dir, '.github/workflows/planqk-service.yml'), 'utf8');
    const commands = [...workflow.matchAll(/^ +run: (planqk-service .+)$/gm)].map(([, command = '']) => command);
    expect(commands).toHaveLength(3);
    const { PATH = '', ...rest } = environment(suite, { env });
    const bins = join(suite.installation, 'node_modules/.bin');
    for (const command of commands) {
      const options = { cwd: dir, env: { ...rest, PATH: `${bins}:${PATH}`, CI: 'true' } };
      await finish(['sh', '-e', '-c', command], options);
    }
    expect((await readdir(join(dir, '.planqk-service'))).toSorted()).toEqual(
      expect.arrayContaining(['report.xml', 'service.zip']),
    );
  });
});
