import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openCache } from '../src/cache/cache.ts';
import { withoutSecrets } from '../src/cache/without-secrets.ts';
import { createProject } from '../src/command/index.ts';
import { addStarter, listStarters, loadStarter, removeStarters, resolveStarter } from '../src/index.ts';
import { fetchStarter } from '../src/remote/index.ts';
import { manifest, temporaryFolder, writeTree } from './helpers.ts';
import { env as gitEnv } from './scaffold-toy.ts';
import { requestFor, worldIn } from './support/create.ts';
import { startRegistry } from './support/registry.ts';
import { tarOf } from './support/tar.ts';

const name = '@acme/starter-toy';
const evil = { install: 'touch ran', prepare: 'touch ran', postinstall: 'touch ran', prepack: 'touch ran' };
const packed = (version: string) =>
  tarOf([
    { path: 'package/package.json', content: JSON.stringify({ name, version, scripts: evil }) },
    { path: 'package/starter.json', content: JSON.stringify(manifest) },
    { path: 'package/template/version.txt', content: version },
  ]);
const published = { [name]: { '1.0.0': packed('1.0.0'), '1.2.0': packed('1.2.0'), '2.0.0': packed('2.0.0') } };

/** A folder whose npm configuration leads to the registry. */
function configured(registry: string, more = ''): string {
  const dir = temporaryFolder();
  writeFileSync(join(dir, '.npmrc'), `registry=${registry}\nfetch-retries=0\n${more}`);
  writeFileSync(join(dir, 'package.json'), '{}');
  return dir;
}

const templateVersion = (dir: string) => readFileSync(join(dir, 'template/version.txt'), 'utf8');

describe('a starter of a registry', () => {
  test.each([
    [`${name}@1.0.0`, '1.0.0'],
    [`${name}@^1`, '1.2.0'],
    [`${name}@latest`, '2.0.0'],
    [name, '2.0.0'],
    [`npm:${name}@~1.0.0`, '1.0.0'],
  ])('is fetched by %s', async (spec, version) => {
    const { url } = await startRegistry(published);
    const dir = configured(url);
    const starter = await resolveStarter(spec, worldIn(dir));
    expect(starter.origin).toEqual({ package: name, version, spec, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(templateVersion(starter.dir)).toBe(version);
    expect(openCache(worldIn(dir)).find(spec)?.resolved).toBe(`${name}@${version}`);
  });

  test('is asked for once, and is there from then on', async () => {
    const { url, asked } = await startRegistry(published);
    const dir = configured(url);
    const first = await resolveStarter(`${name}@^1`, worldIn(dir));
    const count = asked.length;
    const offline = { ...worldIn(dir), offline: true };
    expect(await resolveStarter(`${name}@^1`, offline)).toEqual(first);
    expect((await resolveStarter('toy', offline)).dir).toBe(first.dir);
    expect(asked.length).toBe(count);
  });

  test('that asks for credentials gets those of the npm configuration', async () => {
    const { url } = await startRegistry(published, { token: 'secret' });
    const auth = `${url.replace('http:', '')}:_authToken=secret\n`;
    expect((await resolveStarter(name, worldIn(configured(url, auth)))).origin.version).toBe('2.0.0');
    await expect(resolveStarter(name, worldIn(configured(url)))).rejects.toMatchObject({ code: 'STARTER_NOT_ALLOWED' });
  });

  test('of a scope comes from the registry of that scope', async () => {
    const { url } = await startRegistry(published);
    const dir = configured('http://127.0.0.1:1/', `@acme:registry=${url}\n`);
    expect((await resolveStarter(name, worldIn(dir))).origin.version).toBe('2.0.0');
  });

  test('that does not exist, in name or version, is not found', async () => {
    const { url } = await startRegistry(published);
    for (const spec of ['@acme/other', `${name}@9`])
      await expect(resolveStarter(spec, worldIn(configured(url)))).rejects.toMatchObject({ code: 'STARTER_NOT_FOUND' });
  });

  test.each([
    [401, 'STARTER_NOT_ALLOWED'],
    [403, 'STARTER_NOT_ALLOWED'],
    [404, 'STARTER_NOT_FOUND'],
    [500, 'STARTER_UNREACHABLE'],
    [503, 'STARTER_UNREACHABLE'],
  ])('that answers %i is told as %s', async (status, code) => {
    const { url } = await startRegistry({}, { status });
    await expect(resolveStarter(name, worldIn(configured(url)))).rejects.toMatchObject({ code });
  });

  test('is fetched by the address of its archive, unless the npm configuration forbids that', async () => {
    const { url } = await startRegistry(published);
    const spec = `${url}${name}/-/1.0.0.tgz`;
    expect((await resolveStarter(spec, worldIn(configured(url)))).origin.version).toBe('1.0.0');
    const strict = worldIn(configured(url, 'allow-remote=none\nallow-git=none\n'));
    for (const forbidden of [spec, `git+${url}a.git`])
      await expect(resolveStarter(forbidden, strict)).rejects.toMatchObject({ code: 'STARTER_NOT_ALLOWED' });
  });

  test('is not taken when it is not what the registry says it is', async () => {
    const { url } = await startRegistry(published, { integrity: `sha512-${Buffer.alloc(64).toString('base64')}` });
    const world = worldIn(configured(url));
    await expect(resolveStarter(name, world)).rejects.toMatchObject({
      code: 'STARTER_FETCH_FAILED',
      message: expect.stringContaining('integrity'),
    });
    expect(openCache(world).list()).toEqual([]);
  });

  test('that does not answer is unreachable', async () => {
    const dir = configured('http://127.0.0.1:1/');
    await expect(resolveStarter(name, worldIn(dir))).rejects.toMatchObject({ code: 'STARTER_UNREACHABLE' });
  });

  test('is never asked for a bare word, which is a typing error', async () => {
    const { url, asked } = await startRegistry({ pyton: { '1.0.0': packed('1.0.0') } });
    await expect(resolveStarter('pyton', worldIn(configured(url)))).rejects.toMatchObject({
      code: 'STARTER_UNKNOWN',
      details: { nearest: 'python' },
    });
    expect(asked).toEqual([]);
  });

  test('runs none of its scripts', async () => {
    const { url } = await startRegistry(published);
    const dir = configured(url);
    await createProject(requestFor(name), worldIn(dir));
    const everything = readdirSync(dir, { recursive: true, encoding: 'utf8' });
    expect(everything.filter((path) => path.endsWith('ran'))).toEqual([]);
    expect(existsSync(join(dir, 'service/version.txt'))).toBe(true);
  });

  test('has the version that was asked for, also where another one has the same files', async () => {
    const archive = (version: string) =>
      tarOf([
        { path: 'package/package.json', content: JSON.stringify({ name, version }) },
        { path: 'package/starter.json', content: JSON.stringify(manifest) },
        { path: 'package/template/a', content: '1' },
      ]);
    const { url } = await startRegistry({ [name]: { '1.0.0': archive('1.0.0'), '1.0.1': archive('1.0.1') } });
    const world = worldIn(configured(url));
    const versions = ['1.0.0', '1.0.1', '1.0.0'].map((version) => async () => {
      const { origin } = await resolveStarter(`${name}@${version}`, world);
      return origin.version;
    });
    const found: unknown[] = [];
    for (const version of versions) found.push(await version());
    expect(found).toEqual(['1.0.0', '1.0.1', '1.0.0']);
  });

  test('can be fetched by many at once', async () => {
    const { url } = await startRegistry(published);
    const world = worldIn(configured(url));
    const records = await Promise.all(Array.from({ length: 8 }, () => fetchStarter(`${name}@^1`, world)));
    expect(new Set(records.map(({ digest }) => digest)).size).toBe(1);
    const [folder = ''] = records.map((record) => openCache(world).locate(record)?.dir);
    expect(loadStarter(folder).files).toHaveLength(1);
    expect(readdirSync(dirname(folder))).toHaveLength(1);
  });
});

describe('a starter in a git repository', () => {
  const repository = (): string => {
    const dir = temporaryFolder();
    const git = (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...argv], { cwd: dir, env: gitEnv });
    const commit = (version: string) => {
      writeTree(dir, {
        'package.json': JSON.stringify({ name, version, scripts: evil }),
        'starter.json': JSON.stringify(manifest),
        'template/version.txt': version,
      });
      git('add', '.');
      git('commit', '-qm', version);
      git('tag', `v${version}`);
    };
    git('init', '-q', '-b', 'main');
    commit('1.0.0');
    commit('1.1.0');
    return dir;
  };
  const world = () => worldIn(temporaryFolder(), { GIT_CONFIG_GLOBAL: '/dev/null' });

  test.each([
    ['#v1.0.0', '1.0.0'],
    ['#main', '1.1.0'],
    ['', '1.1.0'],
    ['#semver:~1.0.0', '1.0.0'],
    ['#COMMIT', '1.0.0'],
  ])('is fetched at "%s"; nothing of it is prepared', async (ref, version) => {
    const dir = repository();
    const commit = () => execFileSync('git', ['rev-parse', 'v1.0.0^{}'], { cwd: dir, encoding: 'utf8' }).trim();
    const spec = `git+${pathToFileURL(dir).href}${ref.replace('COMMIT', commit)}`;
    const place = world();
    const starter = await resolveStarter(spec, place);
    expect(templateVersion(starter.dir)).toBe(version);
    expect(openCache(place).find(spec)?.resolved).toMatch(/#[0-9a-f]{40}$/);
    const everything = readdirSync(place.cwd, { recursive: true, encoding: 'utf8' });
    expect(everything.filter((path) => path.endsWith('ran'))).toEqual([]);
  });

  test.each([
    ['a branch that it does not have', '#nope'],
    ['a version that it does not have', '#semver:^9'],
  ])('is not found at %s', async (_, ref) => {
    const spec = `git+${pathToFileURL(repository()).href}${ref}`;
    await expect(resolveStarter(spec, world())).rejects.toMatchObject({ code: 'STARTER_NOT_FOUND' });
  });

  test('is unreachable where nobody answers', async () => {
    await expect(resolveStarter('git+http://127.0.0.1:1/a.git', world())).rejects.toMatchObject({
      code: 'STARTER_UNREACHABLE',
    });
  });
});

describe('offline', () => {
  test('nothing connects, whatever is asked for', async () => {
    const calls: string[] = [];
    const server = createServer((socket) => {
      calls.push('connected');
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as { port: number };
    const dir = configured(`http://127.0.0.1:${port}/`);
    const specs = [name, `git+http://127.0.0.1:${port}/a.git`, `http://127.0.0.1:${port}/a.tgz`, 'acme/starter#v1'];
    for (const spec of specs) {
      const asked = createProject(requestFor(spec, { offline: true }), worldIn(dir));
      await expect(asked).rejects.toMatchObject({ code: 'STARTER_NOT_CACHED' });
    }
    writeFileSync(join(dir, 'toy.tgz'), packed('3.0.0'));
    await createProject(requestFor('./toy.tgz', { offline: true }), worldIn(dir));
    server.close();
    expect(calls).toEqual([]);
  });
});

describe('an installed package', () => {
  test('is taken as it lies in node_modules', async () => {
    const dir = temporaryFolder();
    writeTree(join(dir, 'node_modules/starter-toy'), {
      'package.json': JSON.stringify({ name: 'starter-toy', version: '4.0.0' }),
      'starter.json': JSON.stringify(manifest),
      'template/a': '1',
    });
    const { origin } = await resolveStarter('starter-toy', { ...worldIn(dir), offline: true });
    expect(origin).toEqual({ package: 'starter-toy', version: '4.0.0' });
  });
});

describe('a starter in a folder', () => {
  const inFolder = (): string => {
    const dir = temporaryFolder();
    writeTree(join(dir, 'toy'), { 'starter.json': JSON.stringify(manifest), 'template/a': '1' });
    return dir;
  };

  test.each(['./toy', 'file:./toy', 'file:toy', 'FILE:./toy'])('is taken by %s', async (spec) => {
    const dir = inFolder();
    expect((await resolveStarter(spec, { ...worldIn(dir), offline: true })).dir).toBe(join(dir, 'toy'));
  });

  test('is taken by its URL', async () => {
    const dir = inFolder();
    const spec = pathToFileURL(join(dir, 'toy')).href;
    expect((await resolveStarter(spec, { ...worldIn(dir), offline: true })).dir).toBe(join(dir, 'toy'));
  });

  test.each(['./nope', 'file:./nope', 'file:///nope/nope'])('that is not there is not found: %s', async (spec) => {
    await expect(resolveStarter(spec, worldIn(inFolder()))).rejects.toMatchObject({ code: 'STARTER_NOT_FOUND' });
  });

  test('is what is meant by the bare name of one that is here', async () => {
    await expect(resolveStarter('toy', worldIn(inFolder()))).rejects.toMatchObject({
      code: 'STARTER_UNKNOWN',
      details: { nearest: './toy' },
    });
  });

  test('is not added, because it is used where it lies', async () => {
    await expect(addStarter('./toy', worldIn(inFolder()))).rejects.toMatchObject({
      code: 'STARTER_SPEC_INVALID',
      message: expect.stringContaining('--starter ./toy'),
    });
  });
});

describe('what is no place for a starter', () => {
  const invalid = ['a b@1', 'ftp://example.org/a', '@acme/Toy Starter', 'x@npm:y@1', '', ' ', 'toy/', '~/toy'];
  const urls = ['file://host/toy', 'file:///%zz', 'file://host/toy.tgz'];
  test.each([...invalid, ...urls])('"%s"', async (spec) => {
    for (const offline of [false, true])
      await expect(resolveStarter(spec, { ...worldIn(temporaryFolder()), offline })).rejects.toMatchObject({
        code: 'STARTER_SPEC_INVALID',
      });
  });

  test('a folder outside of the repository it is said to be in', async () => {
    const spec = 'git+https://127.0.0.1:1/a.git#::path:../../etc';
    await expect(resolveStarter(spec, worldIn(temporaryFolder()))).rejects.toMatchObject({
      code: 'STARTER_SPEC_INVALID',
    });
  });
});

describe('a bare word', () => {
  test('is not added from a registry either', async () => {
    const { url, asked } = await startRegistry({ pyton: { '1.0.0': packed('1.0.0') } });
    await expect(addStarter('pyton', worldIn(configured(url)))).rejects.toMatchObject({
      code: 'STARTER_UNKNOWN',
      details: { nearest: 'python' },
    });
    expect(asked).toEqual([]);
  });
});

describe('a fetched starter', () => {
  test('is used by its id until a later one has that, then by what it was fetched by', async () => {
    const { url } = await startRegistry(published);
    const world = worldIn(configured(url));
    expect((await addStarter(`${name}@1.0.0`, world)).use).toBe('toy');
    expect((await addStarter(`${name}@2.0.0`, world)).use).toBe('toy');
    const fetched = listStarters(world).filter(({ origin }) => origin === 'fetched');
    expect(fetched.map(({ use }) => use)).toEqual([`${name}@1.0.0`, 'toy']);
    for (const { use, version } of fetched) expect((await resolveStarter(use, world)).origin.version).toBe(version);
  });

  test('is not found by a content that was never fetched, or is gone', async () => {
    const world = worldIn(temporaryFolder());
    const nothing = `file:${'0'.repeat(64)}`;
    await expect(resolveStarter(nothing, world)).rejects.toMatchObject({ code: 'STARTER_NOT_FOUND' });
    writeFileSync(join(world.cwd, 'toy.tgz'), packed('1.0.0'));
    const { starter } = await addStarter('./toy.tgz', world);
    rmSync(join(world.cwd, 'cache/starters/files'), { recursive: true });
    await expect(resolveStarter(starter.spec, world)).rejects.toMatchObject({ code: 'STARTER_NOT_FOUND' });
  });

  test('is forgotten by the file that it was fetched from', async () => {
    const world = worldIn(temporaryFolder());
    writeFileSync(join(world.cwd, 'toy.tgz'), packed('1.0.0'));
    await addStarter('./toy.tgz', world);
    expect(removeStarters('./toy.tgz', world)).toMatchObject([{ id: 'toy' }]);
    expect(openCache(world).list()).toEqual([]);
  });

  test('is the only kind that can be forgotten, which is said', () => {
    const world = worldIn(temporaryFolder());
    expect(() => removeStarters('python', world)).toThrow(
      expect.objectContaining({ code: 'STARTER_NOT_FETCHED', hint: expect.stringContaining('Built-in') }),
    );
  });

  test('is fetched again when its copy is not what it was', async () => {
    const { url } = await startRegistry(published);
    const world = worldIn(configured(url));
    const { dir } = await resolveStarter(`${name}@1.0.0`, world);
    for (const change of [
      () => rmSync(join(dir, 'template'), { recursive: true }),
      () => writeFileSync(join(dir, 'template/version.txt'), 'x'),
    ]) {
      change();
      const again = await resolveStarter(`${name}@1.0.0`, world);
      expect(templateVersion(again.dir)).toBe('1.0.0');
    }
  });
});

describe('an interruption', () => {
  /** A server that takes every call, tells of it and never answers. */
  const silent = async (onCall: () => void): Promise<string> => {
    const server = createServer(onCall);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  };

  test.each([
    ['a registry', () => name],
    ['an archive', (url: string) => `${url}a.tgz`],
    ['a repository', (url: string) => `git+${url}a.git`],
  ])('ends the wait for %s, and leaves nothing behind', async (_, specOf) => {
    const interruption = new AbortController();
    const url = await silent(() => interruption.abort());
    const dir = configured(url);
    const before = readdirSync(tmpdir()).filter((entry) => entry.startsWith('planqk-service-git-'));
    const world = { ...worldIn(dir, { GIT_CONFIG_GLOBAL: '/dev/null' }), signal: interruption.signal };
    await expect(resolveStarter(specOf(url), world)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(existsSync(join(dir, 'cache'))).toBe(false);
    expect(readdirSync(tmpdir()).filter((entry) => entry.startsWith('planqk-service-git-'))).toEqual(before);
  });
});

describe('a cache that cannot be used', () => {
  const broken = () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'file'), '');
    return worldIn(dir, { PLANQK_SERVICE_CACHE: join(dir, 'file/cache') });
  };

  test('is told to whoever fetches', async () => {
    const world = broken();
    writeFileSync(join(world.cwd, 'toy.tgz'), packed('1.0.0'));
    await expect(resolveStarter('./toy.tgz', world)).rejects.toMatchObject({ code: 'STARTER_CACHE_UNUSABLE' });
  });

  test('is nothing to whoever takes a folder or what is built in', async () => {
    const world = broken();
    writeTree(join(world.cwd, 'toy'), { 'starter.json': JSON.stringify(manifest), 'template/a': '1' });
    for (const spec of ['./toy', 'go'])
      await createProject(requestFor(spec, { dir: `from-${spec.replace('./', '')}` }), world);
  });
});

test('credentials in an address are neither written nor told', async () => {
  const spec = 'git+https://user:tok3n@127.0.0.1:1/a.git#v1';
  expect(withoutSecrets(spec)).toBe('git+https://127.0.0.1:1/a.git#v1');
  expect(withoutSecrets('git+ssh://git@example.org/a.git')).toBe('git+ssh://git@example.org/a.git');
  const error = await resolveStarter(spec, worldIn(temporaryFolder())).catch((thrown) => thrown);
  expect(error.code).toBe('STARTER_UNREACHABLE');
  expect(JSON.stringify([error.message, error.details])).not.toContain('tok3n');
});
