import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planBundle, stageBundle, unpackBundle } from '../src/index.ts';
import { folder, project } from './folder.ts';

const bundle = async (dir: string, output: string, options: Partial<Parameters<typeof stageBundle>[1]> = {}) => {
  await using staged = await stageBundle(await planBundle(dir), { output, ...options });
  await staged.commit();
  return staged;
};

interface Machine {
  readonly env: Readonly<Record<string, string>>;
  readonly umask: number;
  /** Seconds since 1970. */
  readonly clock: number;
}

/** Bundles in a process of its own, with another time zone, umask, language and clock. */
const bundleElsewhere = async (dir: string, output: string, { env, umask, clock }: Machine) => {
  const index = fileURLToPath(new URL('../dist/index.js', import.meta.url));
  const program = `
    const RealDate = Date;
    globalThis.Date = class extends RealDate {
      constructor(...given) { super(...(given.length === 0 ? [${clock * 1_000}] : given)); }
      static now() { return ${clock * 1_000}; }
    };
    const { planBundle, stageBundle } = await import(${JSON.stringify(index)});
    process.umask(${umask});
    const bundle = await stageBundle(await planBundle(${JSON.stringify(dir)}), { output: ${JSON.stringify(output)} });
    await bundle.commit();
    console.log(bundle.sha256);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ...env },
  });
  return stdout.trim();
};

describe('the same content gives the same bytes', () => {
  const files = { Dockerfile: 'FROM debian:13\n', 'run.sh': '#!/bin/sh\n', 'src/ä.py': 'print(1)\n', 'src/b.py': '' };

  test('in whatever order, at whatever time and by whatever clock, under whatever umask and time zone it was made', async () => {
    await using out = await folder();
    const sums = new Set<string>();
    const machines = [
      { order: Object.entries(files), at: 0, env: { TZ: 'UTC', LC_ALL: 'C' }, umask: 0o022 },
      {
        order: Object.entries(files).toReversed(),
        at: 1_700_000_000,
        env: { TZ: 'Asia/Tokyo', LC_ALL: 'sv_SE.UTF-8' },
        umask: 0o077,
      },
      { order: Object.entries(files).toSorted(), at: 4_000_000_000, env: { TZ: 'America/St_Johns' }, umask: 0o000 },
    ];
    for (const [index, { order, at, env, umask }] of machines.entries()) {
      await using dir = await folder();
      for (const [name, content] of order) {
        await mkdir(join(dir.at(name), '..'), { recursive: true });
        await writeFile(dir.at(name), content);
        await chmod(dir.at(name), (name === 'run.sh' ? 0o777 : 0o666) & ~umask);
        await utimes(dir.at(name), at, at);
      }
      sums.add(await bundleElsewhere(dir.path, out.at(`${index}.zip`), { env, umask, clock: at }));
    }
    expect([...sums]).toHaveLength(1);
    const written = await readFile(out.at('0.zip'));
    expect(createHash('sha256').update(written).digest('hex')).toBe([...sums][0]);
    expect(await readFile(out.at('2.zip'))).toEqual(written);
  });

  test('and other content or another mode gives other bytes', async () => {
    await using dir = await project({ 'run.sh': '#!/bin/sh\n' });
    await using out = await folder();
    const first = await bundle(dir.path, out.at('a.zip'));
    await chmod(dir.at('run.sh'), 0o755);
    const second = await bundle(dir.path, out.at('b.zip'));
    await writeFile(dir.at('run.sh'), '#!/bin/bash\n');
    const third = await bundle(dir.path, out.at('c.zip'));
    expect(new Set([first.sha256, second.sha256, third.sha256]).size).toBe(3);
  });

  test('where there are no permission bits, scripts and programs are executable', async () => {
    await using dir = await project({ 'run.sh': '#!/bin/sh\n', tool: '\x7fELF...', 'a.py': 'x', e: '' });
    await using out = await folder();
    const plan = await planBundle(dir.path, { platform: 'win32' });
    await using staged = await stageBundle(plan, { output: out.at('a.zip') });
    expect(Object.fromEntries(staged.files.map(({ path, mode }) => [path, mode]))).toEqual({
      Dockerfile: '0644',
      'a.py': '0644',
      e: '0644',
      'run.sh': '0755',
      tool: '0755',
    });
  });
});

describe('an archive', () => {
  test('unpacks to what was packed, by us and by others', { timeout: 60_000 }, async () => {
    const content = fc.uint8Array({ maxLength: 3_000 });
    const name = fc.stringMatching(/^[a-zäß日]{1,8}$/u);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, content, { noNullPrototype: true }), async (files) => {
        const all = { ...Object.fromEntries(Object.entries(files).map(([key, value]) => [`d/${key}`, value])) };
        await using dir = await project(all);
        await using out = await folder();
        const plan = await planBundle(dir.path);
        if (plan.problems.length > 0) return;
        await using staged = await stageBundle(plan, { output: out.at('a.zip') });
        await mkdir(out.at('ours'));
        await unpackBundle(staged.path, out.at('ours'));
        await promisify(execFile)('python3', ['-m', 'zipfile', '-e', staged.path, out.at('python')]);
        for (const { path, sha256 } of staged.files) {
          const original = await readFile(dir.at(path));
          expect(await readFile(out.at(join('ours', path)))).toEqual(original);
          expect(await readFile(out.at(join('python', path)))).toEqual(original);
          expect(createHash('sha256').update(original).digest('hex')).toBe(sha256);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('keeps large files and what is executable', async () => {
    const large = Buffer.alloc(20_000_000, 'some text that can be compressed\n');
    await using dir = await project({ large, 'run.sh': '#!/bin/sh\n' });
    await chmod(dir.at('run.sh'), 0o700);
    await using out = await folder();
    await using staged = await stageBundle(await planBundle(dir.path), { output: out.at('a.zip') });
    await mkdir(out.at('x'));
    await unpackBundle(staged.path, out.at('x'));
    expect((await readFile(out.at('x/large'))).equals(large)).toBe(true);
    expect((await lstat(out.at('x/run.sh'))).mode & 0o777).toBe(0o755 & ~process.umask());
    expect(staged.size).toBeLessThan(500_000);
  });

  test('holds a megabyte of one line in which a secret would lie across two looks', async () => {
    const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
    await using dir = await project({ x: `${'a '.repeat(499_990)}${token} ${'b '.repeat(400_000)}` });
    await using out = await folder();
    await expect(bundle(dir.path, out.at('a.zip'))).rejects.toMatchObject({
      details: { problems: [{ code: 'secret', path: 'x', line: 1 }] },
    });
  });
});

describe('a large project, which is searched for secrets in a thread of its own,', () => {
  const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
  const large = Buffer.alloc(9_000_000, 'numbers of a service\n');

  test('gives the same bytes as without the thread', async () => {
    const settings = JSON.stringify({ bundle: { allow: [] } });
    await using small = await project({ a: settings, b: 'x' });
    await using dir = await project({ a: settings, b: 'x', c: large });
    await using out = await folder();
    const [alone, withMore] = [await bundle(small.path, out.at('a.zip')), await bundle(dir.path, out.at('b.zip'))];
    expect(withMore.files.slice(0, alone.files.length)).toEqual(alone.files);
    await unpackBundle(out.at('b.zip'), out.at('b'));
    expect((await readFile(out.at('b/c'))).equals(large)).toBe(true);
  });

  test('is refused for every secret, in the order of its files, with the line', async () => {
    await using dir = await project({ a: `\n${token}`, b: large, c: `${large}\n${token}`, d: token, e: 'none' });
    await using out = await folder();
    await expect(bundle(dir.path, out.at('a.zip'))).rejects.toMatchObject({
      details: {
        problems: [
          { code: 'secret', path: 'a', line: 2 },
          { code: 'secret', path: 'c', line: expect.any(Number) },
          { code: 'secret', path: 'd', line: 1 },
        ],
      },
    });
    expect(await readdir(out.path)).toEqual([]);
  });

  test('leaves nothing when it is interrupted', async () => {
    await using dir = await project({ a: large, b: large });
    await using out = await folder();
    const interruption = new AbortController();
    const onProgress = (bytes: number) => bytes > 10_000_000 && interruption.abort();
    await expect(bundle(dir.path, out.at('a.zip'), { signal: interruption.signal, onProgress })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    expect(await readdir(out.path)).toEqual([]);
  });
});

describe('what is known to be no secret', () => {
  const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');

  test('is bundled where the project says so, in that file only', async () => {
    await using dir = await project({ 'tests/fake.txt': token });
    await using out = await folder();
    const allowed = [{ path: 'tests/fake.txt', reason: 'made up' }];
    expect((await bundle(dir.path, out.at('a.zip'), { allowed })).files).toHaveLength(2);
    await writeFile(dir.at('other.txt'), token);
    await expect(bundle(dir.path, out.at('b.zip'), { allowed })).rejects.toMatchObject({
      details: { problems: [{ code: 'secret', path: 'other.txt' }] },
    });
  });
});

describe('nothing is left behind', () => {
  test('when the bundle is not wanted in the end', async () => {
    await using dir = await project();
    await using out = await folder();
    {
      await using _staged = await stageBundle(await planBundle(dir.path), { output: out.at('a.zip') });
      expect(await readdir(out.path)).toHaveLength(1);
    }
    expect(await readdir(out.path)).toEqual([]);
  });

  test('when it is interrupted', async () => {
    await using dir = await project({ a: Buffer.alloc(3_000_000, 'a'), b: Buffer.alloc(3_000_000, 'b') });
    await using out = await folder();
    const interruption = new AbortController();
    const onProgress = (bytes: number) => bytes > 3_100_000 && interruption.abort();
    await expect(bundle(dir.path, out.at('a.zip'), { signal: interruption.signal, onProgress })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    expect(await readdir(out.path)).toEqual([]);
  });

  test('when it cannot be written', async () => {
    await using dir = await project();
    await using out = await folder({ file: '' });
    await expect(bundle(dir.path, out.at('file/a.zip'))).rejects.toMatchObject({
      code: 'BUNDLE_UNWRITABLE',
      details: { path: out.at('file/a.zip') },
    });
    await mkdir(out.at('a.zip'));
    await expect(bundle(dir.path, out.at('a.zip'))).rejects.toMatchObject({ code: 'BUNDLE_UNWRITABLE' });
    expect((await readdir(out.path)).sort()).toEqual(['a.zip', 'file']);
  });
});

describe('what lies where the archive should go', () => {
  test('is replaced when it is an archive, or empty', async () => {
    await using dir = await project();
    const output = dir.at('x.zip');
    await bundle(dir.path, output);
    await bundle(dir.path, output);
    await writeFile(output, '');
    await bundle(dir.path, output);
    expect((await readFile(output)).subarray(0, 2).toString()).toBe('PK');
  });

  test('stays when it is anything else: it may be a file of the project', async () => {
    await using dir = await project();
    const before = await readFile(dir.at('Dockerfile'));
    await expect(bundle(dir.path, dir.at('Dockerfile'))).rejects.toMatchObject({
      code: 'BUNDLE_UNWRITABLE',
      message: expect.stringContaining('no zip'),
    });
    expect(await readFile(dir.at('Dockerfile'))).toEqual(before);
    expect((await readdir(dir.path)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('stays when it is a pipe or a device', async () => {
    await using dir = await project();
    await using out = await folder();
    await promisify(execFile)('mkfifo', [out.at('pipe')]);
    await expect(bundle(dir.path, out.at('pipe'))).rejects.toMatchObject({ code: 'BUNDLE_UNWRITABLE' });
    expect((await lstat(out.at('pipe'))).isFIFO()).toBe(true);
  });
});
