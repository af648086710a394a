import { loadProject } from '@planqk-service/core';
import type { BuildOptions, Image, Runner } from '@planqk-service/runner';
import { describe, expect, test } from 'vitest';
import { buildProject } from '../../src/actions/build-project.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { testWorld } from '../helpers/world.ts';

const image: Image = { engine: 'docker', reference: 'x:1', id: 'sha256:1', platform: 'linux/amd64', sizeBytes: 1 };

function fakeRunner(events: Parameters<NonNullable<BuildOptions['onEvent']>>[0][] = []) {
  const calls: BuildOptions[] = [];
  const runner = {
    info: async () => ({ platform: 'linux/arm64' }),
    build: async (_project: unknown, options: BuildOptions) => {
      calls.push(options);
      for (const event of events) options.onEvent?.(event);
      return image;
    },
  };
  return { runner: runner as unknown as Runner, calls };
}

async function build(flags: Parameters<typeof buildProject>[2], runner = fakeRunner()) {
  await using dir = await tempDir();
  const world = testWorld({ env: { TOKEN: 'secret' } });
  const built = await buildProject(runner.runner, await loadProject(dir.path), flags, world);
  return { ...built, options: runner.calls[0], stderr: world.stderr.text };
}

test('an image for which nothing had to be done is up to date', async () => {
  expect(await build({})).toMatchObject({ image, upToDate: true, stderr: '' });
});

test('an image whose steps ran is not, and they are shown', async () => {
  const step = { id: '1', name: 'COPY' };
  const runner = fakeRunner([{ type: 'step-finished', step, durationMs: 1, cached: false }]);
  expect(await build({}, runner)).toMatchObject({ upToDate: false, stderr: '✔ COPY 1 ms\n' });
});

test('build arguments may come from the environment', async () => {
  const { options } = await build({ 'build-arg': ['A=1', 'TOKEN'], 'no-cache': true });
  expect(options).toMatchObject({ buildArgs: { A: '1', TOKEN: 'secret' }, noCache: true });
});

test('only --native asks for another platform than that of PlanQK', async () => {
  expect((await build({})).options).not.toHaveProperty('platform');
  expect((await build({ native: true })).options).toMatchObject({ platform: 'linux/arm64' });
});

describe('the name of an image', () => {
  test.each(['ghz', 'ghz:1.0', 'a.b-c_d__e/f:V1_x', 'registry.example.com:5000/team/ghz:1', 'localhost/x'])(
    'may be %s',
    async (tag) => {
      expect((await build({ tag })).options?.tag).toBe(tag);
    },
  );

  test.each(['', 'GHZ', 'a b', 'a:', 'a:b:c', '-a', 'a/', '/a', 'a..b', 'a@sha256:00', `a:${'x'.repeat(129)}`])(
    'cannot be "%s"',
    async (tag) => {
      await expect(build({ tag })).rejects.toMatchObject({
        code: 'FLAG_INVALID',
        details: { flag: '--tag', value: tag },
      });
    },
  );
});
