import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment } from '../src/bins.ts';
import { Command, finish } from '../src/command.ts';
import { stepsOf, writeStep } from '../src/guide.ts';
import { repository } from '../src/paths.ts';
import { starters } from '../src/shared.ts';
import { suite } from '../src/suite.ts';

const docker = suite.hosts.docker;
const address = 'address' in docker ? docker.address : undefined;
const long = 240_000;

/** A folder of its own, and an environment with the installed bins, npm and a cache that nobody else uses. */
async function place(name: string) {
  const dir = join(suite.folder, name);
  await mkdir(dir);
  const { PATH, ...env } = environment(suite, {
    env: {
      ...(address !== undefined && { DOCKER_HOST: address }),
      PLANQK_SERVICE_CACHE: join(dir, 'cache'),
      npm_config_cache: join(dir, 'npm cache'),
    },
  });
  const bins = join(suite.installation, 'node_modules', '.bin');
  // npm wherever this machine has it: it is not what is tested.
  return { dir, env: { ...env, PATH: `${bins}:${PATH}:${process.env['PATH']}` } };
}

describe.skipIf(address === undefined)('a starter of ours', () => {
  test.each(starters)('%s passes the conformance suite', { timeout: long }, async (name) => {
    const { dir, env } = await place(`conformance of ${name}`);
    const starter = join(suite.installation, 'node_modules', '@planqk-service', `starter-${name}`);
    await finish(['planqk-service', 'starters', 'verify', starter], { cwd: dir, env });
  });
});

describe.skipIf(address === undefined)('a starter from outside', () => {
  test.each(['node', 'shell'])(
    'examples/starter-%s is verified, packed, created from and run with the packed packages alone',
    { timeout: long },
    async (name) => {
      const { dir, env } = await place(`example ${name}`);
      await cp(join(repository, 'examples', `starter-${name}`), join(dir, 'starter'), { recursive: true });
      const options = { cwd: dir, env };
      const verified = await new Command(['planqk-service', 'starters', 'verify', 'starter', '--json'], options).ended;
      const { data } = JSON.parse(verified.stdout);
      const wrong = data.checks.filter(({ status }: { status: string }) => status === 'failed');
      expect(wrong).toEqual([]);
      await finish(['npm', 'pack', '--silent', './starter'], options);
      const tarball = `./planqk-starter-${name}-0.1.0.tgz`;
      const service = `e2e-${suite.id}-example-${name}`;
      const create = [
        'create-planqk-service',
        'service',
        '--starter',
        tarball,
        '--name',
        service,
        '--yes',
        '--offline',
      ];
      await finish(create, options);
      const ran = await finish(['planqk-service', 'run', 'service'], options);
      expect(JSON.parse(ran.stdout)).toEqual({ counts: expect.any(Object) });
    },
  );

  test('is written as the guide says, command by command', { timeout: long }, async () => {
    const { dir, env } = await place('guide');
    const guide = await readFile(join(repository, 'docs/guides/write-a-starter.md'), 'utf8');
    const steps = stepsOf(guide);
    const begun = performance.now();
    for (const step of steps) {
      const stepBegun = performance.now();
      if (step.type === 'file') await writeStep(dir, step);
      else {
        await finish(['sh', '-euc', step.line], { cwd: dir, env });
        console.error(`e2e: ${secondsSince(stepBegun)} s: ${step.line}`);
      }
    }
    console.error(`e2e: a new language from its first file to a service in ${secondsSince(begun)} s`);
    expect(steps.filter(({ type }) => type === 'command').length).toBeGreaterThanOrEqual(8);
    expect(JSON.parse(await readFile(join(dir, 'my-service/input/data.json'), 'utf8'))).toEqual({ coins: 5 });
    const { starter } = JSON.parse(await readFile(join(dir, 'my-service/planqk-service.json'), 'utf8'));
    expect(starter).toMatchObject({ id: 'coins', version: '0.2.0', variables: { coins: '5' } });
  });
});

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1_000).toFixed(1);
}

test('the examples are no part of this workspace', async () => {
  const workspace = await readFile(join(repository, 'pnpm-workspace.yaml'), 'utf8');
  expect(workspace).not.toContain('examples');
});
