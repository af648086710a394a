import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  builtInStarters,
  defaultStarterId,
  folderStarters,
  listBuiltInStarters,
  loadStarter,
  resolveStarter,
} from '../src/index.ts';
import { makeExecutable, manifest, starterFolder, temporaryFolder, writeTree } from './helpers.ts';

const world = { cwd: process.cwd(), env: { PLANQK_SERVICE_CACHE: '/nowhere/at/all' } };

describe('built-in starters', () => {
  test('are the starter packages that this package depends on, under their own ids', () => {
    const ids = builtInStarters().ids(world);
    expect(ids).toEqual(expect.arrayContaining(['go', 'python', 'rust']));
    expect(listBuiltInStarters().map(({ manifest }) => manifest.id)).toEqual(ids);
    expect(ids).toContain(defaultStarterId());
  });

  test('are resolved by id, with the package they came from', async () => {
    const starter = await resolveStarter('python', world);
    expect(starter.manifest.id).toBe('python');
    expect(starter.origin).toEqual({
      package: '@planqk-service/starter-python',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(starter.files.map(({ path }) => path)).toContain('Dockerfile');
  });

  test('cost one dependency line each: a package that depends on others offers those', async () => {
    const dir = temporaryFolder();
    writeTree(dir, {
      'package.json': JSON.stringify({
        dependencies: { '@planqk-service/starter-julia': '1', 'left-pad': '1', '@planqk-service/starter-kit': '1' },
      }),
      'node_modules/@planqk-service/starter-julia/package.json': JSON.stringify({
        name: '@planqk-service/starter-julia',
        version: '3.0.0',
      }),
      'node_modules/@planqk-service/starter-julia/starter.json': JSON.stringify({ ...manifest, id: 'julia' }),
      'node_modules/@planqk-service/starter-julia/template/a': '1',
    });
    const source = builtInStarters(join(dir, 'package.json'));
    expect(source.ids(world)).toEqual(['julia']);
    const starter = await resolveStarter('julia', world, [source]);
    expect(starter.origin.version).toBe('3.0.0');
  });
});

describe('a starter in a folder', () => {
  test('is found by relative, absolute and URL spelling', async () => {
    const dir = starterFolder({ a: '1' });
    for (const spec of [dir, pathToFileURL(dir).href]) expect((await resolveStarter(spec, world)).dir).toBe(dir);
    const relative = await resolveStarter(`./${basename(dir)}`, { ...world, cwd: dirname(dir) });
    expect(relative.manifest.id).toBe('toy');
    expect(relative.origin).toEqual({});
  });

  test.each(['.', '..', '/'])('can be spelled %s', (spec) => {
    expect(folderStarters.locate(spec, world)).toMatchObject({ dir: expect.any(String) });
  });

  test.each(['./a', '../a', '/a', 'C:\\a', 'c:/a', '.\\a', '\\\\host\\a', 'file:a'])(
    'can be spelled %s, where there is none',
    (spec) => {
      const locate = () => folderStarters.locate(spec, world);
      expect(locate).toThrow(expect.objectContaining({ code: 'STARTER_NOT_FOUND' }));
    },
  );

  test.each(['python', '@scope/starter', 'github:a/b', 'https://a/b.tgz', 'git+ssh://a', 'a/b', 'a@1'])(
    'leaves "%s" to other sources',
    (spec) => {
      expect(folderStarters.locate(spec, world)).toBeUndefined();
    },
  );
});

describe('an unknown starter', () => {
  test('is answered with the known ones and the nearest', async () => {
    await expect(resolveStarter('pyton', world)).rejects.toMatchObject({
      code: 'STARTER_UNKNOWN',
      details: { known: expect.arrayContaining(['go', 'python', 'rust']), nearest: 'python' },
    });
  });

  test('far from every known one gets no suggestion', async () => {
    await expect(resolveStarter('fortran-77', world)).rejects.toMatchObject({ details: { nearest: undefined } });
  });

  test('of another kind can be served by one more source', async () => {
    const dir = starterFolder({ a: '1' });
    const source = { ids: () => [], locate: async (spec: string) => (spec === 'npm:toy' ? { dir } : undefined) };
    expect((await resolveStarter('npm:toy', world, [folderStarters, source])).manifest.id).toBe('toy');
  });
});

describe('a folder that is no starter is refused', () => {
  const refusal = (dir: string): unknown => {
    try {
      return loadStarter(dir);
    } catch (error) {
      return error;
    }
  };

  test('without starter.json', () => {
    expect(refusal(temporaryFolder())).toMatchObject({
      code: 'STARTER_INVALID',
      message: expect.stringContaining('starter.json'),
    });
  });

  test('with a starter.json that is not JSON', () => {
    const dir = temporaryFolder();
    writeTree(dir, { 'starter.json': '{' });
    expect(refusal(dir)).toMatchObject({ message: expect.stringContaining('not JSON') });
  });

  test('with a wrong starter.json, every problem named', () => {
    expect(refusal(starterFolder({ a: '' }, { id: 1, x: 1 }))).toMatchObject({ details: { problems: { length: 2 } } });
  });

  test('without a template, or with an empty one', () => {
    expect(refusal(starterFolder({}))).toMatchObject({
      details: { problems: [{ code: 'template-missing', path: 'template' }] },
    });
    const dir = starterFolder({});
    mkdirSync(join(dir, 'template/a'), { recursive: true });
    expect(refusal(dir)).toMatchObject({ details: { problems: [{ code: 'template-empty', path: 'template' }] } });
  });

  test('with links in its template, to files and to folders', () => {
    const dir = starterFolder({ a: '' });
    symlinkSync('/etc/passwd', join(dir, 'template/file'));
    symlinkSync('/etc', join(dir, 'template/folder'));
    expect(refusal(dir)).toMatchObject({
      details: { problems: ['file', 'folder'].map((name) => ({ code: 'link', path: `template/${name}` })) },
    });
  });

  test('with a link in the place of its template', () => {
    const dir = starterFolder({});
    symlinkSync('/etc', join(dir, 'template'));
    expect(refusal(dir)).toMatchObject({ code: 'STARTER_INVALID' });
  });
});

test('the executable bit of a template file is read, and droppings of the system are not', () => {
  const dir = starterFolder({ run: '#!/bin/sh', plain: '', '.DS_Store': 'x' });
  makeExecutable(join(dir, 'template/run'));
  expect(loadStarter(dir).files.map(({ path, executable }) => [path, executable])).toEqual([
    ['plain', false],
    ['run', process.platform !== 'win32'],
  ]);
});
