import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allRules, readProjectFiles, runCheck } from '../../src/check/index.ts';
import { tempProject } from '../project/temp-project.ts';

test('a project is read as it is on disk, sorted by path', async () => {
  await using project = await tempProject({ 'b/x.txt': 'äx', a: '12', Dockerfile: 'FROM x' });
  await symlink('/etc/passwd', join(project.dir, 'link'));
  const files = await readProjectFiles(project.dir);
  expect(await files.entries()).toEqual([
    { path: 'Dockerfile', type: 'file', size: 6 },
    { path: 'a', type: 'file', size: 2 },
    { path: 'b', type: 'directory', size: 0 },
    { path: 'b/x.txt', type: 'file', size: 3 },
    { path: 'link', type: 'symlink', size: 0 },
  ]);
  expect([await files.text('b/x.txt'), await files.text('b'), await files.text('no'), await files.text('a/b')]).toEqual(
    ['äx', undefined, undefined, undefined],
  );
});

test('a file is read once', async () => {
  await using project = await tempProject({ a: '1' });
  const files = await readProjectFiles(project.dir);
  await files.text('a');
  await writeFile(join(project.dir, 'a'), '2');
  expect(await files.text('a')).toBe('1');
});

test.each([
  ['node_modules', ['node_modules']],
  ['', ['node_modules', 'node_modules/x']],
  ['node_modules\n!node_modules/x', ['node_modules', 'node_modules/x']],
])('folders of tools are looked into unless .dockerignore has them: %j', async (ignore, expected) => {
  await using project = await tempProject({ '.dockerignore': ignore });
  await mkdir(join(project.dir, 'node_modules'));
  await writeFile(join(project.dir, 'node_modules', 'x'), '');
  const entries = await (await readProjectFiles(project.dir)).entries();
  expect(entries.map(({ path }) => path).filter((path) => path.startsWith('node'))).toEqual(expected);
});

test('a folder that does not exist is an error', async () => {
  await expect(readProjectFiles('/no/such/folder')).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' });
});

test('what COPY takes from behind a link is not known, and no finding', async () => {
  await using project = await tempProject({ Dockerfile: 'FROM scratch\nCOPY link/x missing /\n' });
  await symlink('/somewhere', join(project.dir, 'link'));
  const { findings } = await runCheck(await readProjectFiles(project.dir), allRules);
  const copied = findings.filter(({ rule }) => rule === 'dockerfile-copy-missing');
  expect(copied.map(({ message }) => message)).toEqual(['COPY takes missing, which is not in the project.']);
});

test('bytes that are not UTF-8 are found in JSON, a replacement character that was written is not', async () => {
  await using project = await tempProject({ 'tests/cases/a/data.json': '{"a": "\uFFFD"}' });
  await mkdir(join(project.dir, 'input'));
  await writeFile(join(project.dir, 'input/data.json'), Buffer.from('{"a":\n"\xe4"}', 'latin1'));
  const { findings } = await runCheck(await readProjectFiles(project.dir), allRules);
  expect(findings.filter(({ rule }) => rule.endsWith('-malformed'))).toMatchObject([
    {
      rule: 'input-malformed',
      message: 'input/data.json is not valid JSON: what stands here is not UTF-8.',
      location: { line: 2, column: 2 },
    },
  ]);
});
