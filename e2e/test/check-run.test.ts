import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { whyMissing } from '../src/cells.ts';
import { service } from '../src/service.ts';
import { hostOf, suite } from '../src/suite.ts';

describe.skipIf(whyMissing('python', 'docker'))('a new project whose service is run on its sample', () => {
  const { dir } = suite.projects.python;
  const env = { DOCKER_HOST: hostOf('docker') };

  test('has nothing that check --run would find', async ({ expect }) => {
    const { exitCode, stdout } = await service(['check', dir, '--run', '--json'], { env });
    const { data } = JSON.parse(stdout);
    expect(data).toMatchObject({ findings: [], outcome: { status: 'SUCCEEDED' } });
    expect(exitCode).toBe(0);
  });

  test('has a specification that says all that is printed', async ({ expect }) => {
    const before = await readFile(join(dir, 'openapi-spec.yml'), 'utf8');
    expect(await service(['spec', 'infer', dir, '--run', '--check'], { env })).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(dir, 'openapi-spec.yml'), 'utf8')).toBe(before);
  });

  test('prints what the platform takes as it is meant', async ({ expect }) => {
    const { exitCode, stdout } = await service(['run', dir, '--inspect', '--json'], { env });
    const { outcome, inspection } = JSON.parse(stdout).data;
    expect(inspection).toMatchObject({ findings: [], result: { valid: true }, ignoredResults: 0 });
    expect(inspection.interim.count).toBe(outcome.interimResultCount);
    expect(exitCode).toBe(0);
  });
});
