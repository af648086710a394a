import { mkdir, readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environment } from '../src/bins.ts';
import { finish } from '../src/command.ts';
import { installNode } from '../src/node.ts';
import { pnpmScript } from '../src/packages.ts';
import { type Registry, startRegistry } from '../src/registry.ts';
import { release } from '../src/release.ts';
import { suite } from '../src/suite.ts';

const root = join(suite.folder, 'published');
let registry: Registry;
let versions: Readonly<Record<string, string>>;

beforeAll(async () => {
  registry = await startRegistry(join(root, 'registry'));
  versions = await release(join(root, 'release'), registry);
});
afterAll(() => registry?.[Symbol.asyncDispose]());

describe('a release', () => {
  test('publishes every package that is packed, with the versions of its changesets', () => {
    expect(Object.keys(versions).sort()).toEqual(suite.tarballs.map(({ name }) => name).sort());
    for (const version of Object.values(versions)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('asks for no version of ours that it does not publish', async () => {
    for (const [name, version] of Object.entries(versions)) {
      const answer = await fetch(`${registry.url}${name.replace('/', '%2f')}`);
      const { versions: published } = (await answer.json()) as { versions: Record<string, { dependencies?: object }> };
      const ours = Object.entries(published[version]?.dependencies ?? {}).filter(
        ([dependency]) => dependency in versions,
      );
      for (const [dependency, range] of ours) expect(range).toBe(`^${versions[dependency]}`);
    }
  });
});

describe.each(['^22.22.2', '^24.15'])('on Node %s, from the registry', (range) => {
  const label = range.replace(/\W/g, '');
  let node: string;
  beforeAll(async () => {
    node = await installNode(range, join(root, `node ${label}`));
  });

  const use = async (name: string, argv: readonly string[]) => {
    const cwd = join(root, `${name} ${label}`);
    await mkdir(cwd);
    const env = { ...environment(suite, { node }), ...registry.env };
    return { cwd, ...(await finish(argv, { cwd, env: { ...env, HOME: cwd } })) };
  };
  const answers = ['--starter', 'python', '--yes', '--no-git'];

  test.each([
    ['npm create', ['npm', 'create', '--yes', 'planqk-service@latest', 'my-service', '--', ...answers]],
    ['npx', ['npx', '--yes', 'create-planqk-service', 'my-service', ...answers]],
    ['pnpm create', ['PNPM', 'create', 'planqk-service', 'my-service', ...answers]],
  ])('%s makes a service', async (name, [command = '', ...args]) => {
    const argv = command === 'PNPM' ? [join(node, 'node'), pnpmScript(), ...args] : [command, ...args];
    const { cwd } = await use(name, argv);
    expect(await readdir(cwd)).toContain('my-service');
    expect(await readdir(join(cwd, 'my-service'))).toEqual(
      expect.arrayContaining(['Dockerfile', 'openapi-spec.yml', 'planqk.json', '.dockerignore']),
    );
    const settings = JSON.parse(await readFile(join(cwd, 'my-service', 'planqk-service.json'), 'utf8'));
    expect(settings.starter).toMatchObject({ id: 'python', version: versions['@planqk-service/starter-python'] });
  });

  test('a global installation has both commands, and they find the project that they made in order', async () => {
    const prefix = join(root, `global ${label}`);
    await mkdir(prefix);
    const { cwd } = await use('install', [
      ...['npm', 'install', '--global', '--no-audit', '--no-fund', '--prefix', prefix],
      ...['planqk-service', 'create-planqk-service'],
    ]);
    const env = environment(suite, { node });
    const installed = { cwd, env: { ...env, PATH: [join(prefix, 'bin'), env['PATH']].join(delimiter) } };
    const { stdout } = await finish(['planqk-service', '--version'], installed);
    expect(stdout).toContain(`planqk-service/${versions['planqk-service']} `);
    await finish(['create-planqk-service', 'svc', ...answers], installed);
    expect((await finish(['planqk-service', 'check', 'svc'], installed)).stdout).toContain('Nothing to complain about');
  });
});
