import { symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { defaultOutput, planBundle } from '../src/index.ts';
import { folder, project } from './folder.ts';

const paths = (entries: readonly { readonly path: string }[]) => entries.map(({ path }) => path);

describe('what goes in', () => {
  test('without ignore files is everything but what tools, editors and systems leave', async () => {
    await using dir = await project({
      'src/main.py': '',
      '.git/config': '',
      'src/.git/HEAD': '',
      '.env': 'A=1',
      'deep/.env.local': 'A=1',
      'node_modules/x/index.js': '',
      'src/__pycache__/main.pyc': '',
      '.planqk-service/serve.db': '',
      'old.zip': '',
      '.gitignore': '',
    });
    const plan = await planBundle(dir.path);
    expect(paths(plan.files)).toEqual(['.gitignore', 'Dockerfile', 'src/main.py']);
    expect(plan.problems).toEqual([]);
  });

  test('is what .dockerignore lets in, and what the platform reads in any case', async () => {
    await using dir = await project({
      '.dockerignore': 'tests\nplanqk.json\nopenapi-spec.yml\nDockerfile\n.dockerignore\n',
      'planqk.json': '{}',
      'openapi-spec.yml': '',
      'tests/a.py': '',
      'a.py': '',
    });
    const { files, dropped } = await planBundle(dir.path);
    expect(paths(files)).toEqual(['.dockerignore', 'Dockerfile', 'a.py', 'openapi-spec.yml', 'planqk.json']);
    expect(dropped).toEqual([{ path: 'tests/', size: 0, files: 1, rule: '.dockerignore:1 (tests)' }]);
  });

  test('is what .planqkignore lets in, whatever .dockerignore and the defaults say', async () => {
    await using dir = await project({
      '.planqkignore': '# mine\n*.log\n',
      '.dockerignore': 'tests\n',
      'tests/a.py': '',
      'a.log': '',
      '.vscode/x': '',
    });
    const { files } = await planBundle(dir.path);
    expect(paths(files)).toEqual(['.dockerignore', '.planqkignore', '.vscode/x', 'Dockerfile', 'tests/a.py']);
  });

  test('never is the history of git, even where a list takes it in', async () => {
    await using dir = await project({ '.planqkignore': '!.git\n!**/.git\n', '.git/config': '', 'sub/.git/config': '' });
    const { files, dropped } = await planBundle(dir.path);
    expect(paths(files)).toEqual(['.planqkignore', 'Dockerfile']);
    expect(new Set(dropped.map(({ rule }) => rule))).toEqual(new Set(['always left out (**/.git)']));
  });

  test('is decided by the last rule that matches, also below a folder that is left out', async () => {
    await using dir = await project({
      '.planqkignore': 'data\n!data/keep.csv\n',
      'data/keep.csv': '',
      'data/x.csv': '',
    });
    const { files, dropped } = await planBundle(dir.path);
    expect(files.find(({ path }) => path === 'data/keep.csv')?.rule).toBe('.planqkignore:2 (!data/keep.csv)');
    expect(dropped).toEqual([{ path: 'data/x.csv', size: 0, files: 1, rule: '.planqkignore:1 (data)' }]);
  });

  test('is not the bundle itself, nor its manifest, where they lie in the project', async () => {
    await using dir = await project({
      '.planqkignore': '',
      'out/b.zip': '',
      'out/b.zip.manifest.json': '',
      'out/c': '',
    });
    const { files } = await planBundle(dir.path, { output: dir.at('out/b.zip') });
    expect(paths(files)).toEqual(['.planqkignore', 'Dockerfile', 'out/c']);
  });

  test('comes in the order of bytes, not of a language', async () => {
    await using dir = await project({ b: '', 'a/z': '', 'a.b': '', ä: '', Z: '' });
    const { files } = await planBundle(dir.path);
    expect(paths(files)).toEqual(['Dockerfile', 'Z', 'a.b', 'a/z', 'b', 'ä']);
  });
});

describe('links', () => {
  test('are followed inside the project, to files and to folders', async () => {
    await using dir = await project({ 'lib/a.py': 'a' });
    await symlink('lib', dir.at('alias'));
    await symlink('lib/a.py', dir.at('b.py'));
    const { files, problems } = await planBundle(dir.path);
    expect(problems).toEqual([]);
    expect(paths(files)).toEqual(['Dockerfile', 'alias/a.py', 'b.py', 'lib/a.py']);
  });
});

describe('a bundle without a name', () => {
  test.each([
    ['ghz', 'ghz.zip'],
    ['My Service!', 'My-Service.zip'],
    ['../../etc/x', 'etc-x.zip'],
    ['..', 'service.zip'],
  ])('of the service "%s" is called %s', (name, file) => {
    expect(defaultOutput('/p', name)).toBe(`/p/${file}`);
  });
});

test('an earlier bundle in the project is told as left out, with the reason', async () => {
  await using dir = await folder({ Dockerfile: 'FROM x', 'out.bin': 'PK', 'out.bin.manifest.json': '{}' });
  const { files, dropped } = await planBundle(dir.path, { output: dir.at('out.bin') });
  expect(files.map(({ path }) => path)).toEqual(['Dockerfile']);
  expect(dropped).toMatchObject([
    { path: 'out.bin', size: 2, files: 1, rule: 'the bundle itself' },
    { path: 'out.bin.manifest.json', size: 2, files: 1, rule: 'the bundle itself' },
  ]);
});

test('earlier bundles are left out wherever they lie, and other archives are not', async () => {
  const bundles = { 'out/a.zip': 'PK', 'out/a.zip.manifest.json': '{}', 'gone.zip.manifest.json': '{}' };
  await using dir = await folder({ '.planqkignore': '', Dockerfile: 'FROM x', 'data/rows.zip': 'PK', ...bundles });
  const { files, dropped } = await planBundle(dir.path, { output: dir.at('out/b.zip') });
  expect(paths(files)).toEqual(['.planqkignore', 'Dockerfile', 'data/rows.zip']);
  expect(dropped.map(({ path, rule }) => [path, rule])).toEqual(
    Object.keys(bundles)
      .toSorted()
      .map((path) => [path, 'an earlier bundle']),
  );
});
