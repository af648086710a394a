import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyMissing } from '../src/cells.ts';
import { clientOf } from '../src/containers.ts';
import { makeProbe } from '../src/projects.ts';
import { service } from '../src/service.ts';
import { hostOf } from '../src/suite.ts';

const env = { DOCKER_HOST: hostOf('docker') };
const input = { 'input/data.json': '{"echo": true}', 'input/params.json': '{}' };

describe.skipIf(whyMissing('python', 'docker'))('planqk-service bundle --verify', { timeout: 120_000 }, () => {
  test('names in the manifest the image that was built from the zip', async () => {
    const dir = await makeProbe('verified', { files: input });
    const { exitCode, stderr } = await service(['bundle', dir, '--verify', '--output', join(dir, 'out/a.zip')], {
      env,
    });
    expect(exitCode, stderr).toBe(0);
    const manifest = JSON.parse(await readFile(join(dir, 'out/a.zip.manifest.json'), 'utf8'));
    const { RepoTags } = await clientOf(env.DOCKER_HOST ?? '')
      .getImage(manifest.image.id)
      .inspect();
    expect(RepoTags).toEqual([expect.stringContaining('verified')]);
  });

  test('refuses a project that can be built while what is deployed of it cannot', async () => {
    const dir = await makeProbe('unverified', { files: { ...input, '.planqkignore': 'probe.py\n' } });
    expect((await service(['run', dir], { env })).exitCode).toBe(0);
    const before = await readdir(dir);
    const { exitCode, stderr } = await service(['bundle', dir, '--verify'], { env });
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining('BUILD_FAILED')]);
    expect(await readdir(dir)).toEqual(before);
  });

  test('refuses a service that fails on its sample', async () => {
    const dir = await makeProbe('failing', { files: { ...input, 'input/data.json': '{"exit": 4}' } });
    const before = await readdir(dir);
    const { exitCode, stderr } = await service(['bundle', dir, '--verify'], { env });
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('SERVICE_FAILED')]);
    expect(await readdir(dir)).toEqual(before);
  });
});
